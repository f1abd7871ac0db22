"""The file itself: can it be read, and does each word in it mean something?"""
