"""What vendors that speak HTTP share: who asks, over which line, how often, and what a failure means."""
