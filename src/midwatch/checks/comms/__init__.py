"""Checks of messages about incidents; the code of each is `comms/<its file's name, with dashes>`."""
