"""When a signal left its usual level, judged against the same hours of the weeks before."""
