"""Whether a service is well: its golden signals over a range, and its objectives, in one colour."""
