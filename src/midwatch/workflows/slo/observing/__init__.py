"""What has to be counted for an objective, and what the answers amount to."""
