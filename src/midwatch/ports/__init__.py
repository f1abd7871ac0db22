"""What the workflows ask of the outside, as Protocols of one to three methods."""
