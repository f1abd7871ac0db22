"""Checks of service files, in groups; the code of each is `slo/<its file's name, with dashes>`."""
