"""Counts of many objectives in few queries, and what the numbers tell."""
