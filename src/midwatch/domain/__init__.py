"""What Midwatch knows: plain functions over frozen values; nothing here reads, sends or asks the time."""
