"""Service files: what a person promises for one service, as text and as a declaration."""
