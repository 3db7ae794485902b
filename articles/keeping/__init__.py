"""How do copies of works come to be kept here, whole or not at all?"""
