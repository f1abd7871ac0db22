"""Sources and channels: one vendor, one folder; vendors are strangers to each other and to workflows."""
