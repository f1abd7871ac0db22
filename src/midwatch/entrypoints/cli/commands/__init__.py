"""One verb a file: parse, one workflow, render, status."""
