"""How does what people type become checked values?"""
