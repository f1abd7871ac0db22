"""Files and git: the only room that opens files. What leaves it is text; what enters it is text and a relative path."""
