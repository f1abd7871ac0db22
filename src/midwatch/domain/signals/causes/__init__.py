"""Which service an alarm comes from: evidence over the graph of calls, ranked, with its numbers."""
