"""What somebody changed: written down when it happens, so that causes can be found."""
