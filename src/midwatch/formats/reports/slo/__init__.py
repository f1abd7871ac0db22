"""Objectives and their budgets, as the terminal shows them."""
