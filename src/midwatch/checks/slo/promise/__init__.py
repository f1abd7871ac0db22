"""What is promised: can it be kept, computed and understood?"""
