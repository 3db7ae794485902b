"""What do the pages read, when it spans several tables?"""
