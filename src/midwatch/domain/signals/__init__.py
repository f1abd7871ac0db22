"""What was observed, in no vendor's words: selectors, series, counts of events, changes."""
