"""The health of services, for people: a table of many, a page of one, and the page for Monday."""
