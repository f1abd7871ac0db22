"""What is said of an incident to others: pieces whose origin is known, and the rule on numbers."""
