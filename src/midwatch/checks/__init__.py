"""Checks: one file each, one pure function from a subject and live facts to findings."""
