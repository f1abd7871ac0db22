"""One verb a file: ports arrive as arguments, the answer is a value."""
