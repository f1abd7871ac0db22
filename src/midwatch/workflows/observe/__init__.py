"""`observe`: the health of every service over a range."""
