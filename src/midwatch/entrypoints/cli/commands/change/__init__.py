"""Commands of the feed of changes."""
