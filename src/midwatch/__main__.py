"""`python -m midwatch`."""

from midwatch.entrypoints.cli.main import main

main()
