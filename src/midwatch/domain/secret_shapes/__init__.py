"""What secrets look like, by where they stand: tables of patterns under the addresses of their sources."""
