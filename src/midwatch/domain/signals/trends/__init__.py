"""Where a signal is going: trend and season with an interval, and when a limit is reached."""
