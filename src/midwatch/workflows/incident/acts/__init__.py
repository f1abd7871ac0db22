"""What people do in an incident that is open: one verb a file, one event or a few each."""
