"""Objectives, error budgets, burn rates, alert windows, and the rules that follow from them."""
