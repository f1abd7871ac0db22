"""Incident events in git: a journal first, then a branch that no work tree shows.

Written with plumbing alone: neither the work tree nor the index nor the branch that is checked out is touched.
"""
