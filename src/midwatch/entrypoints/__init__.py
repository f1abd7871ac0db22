"""Doors: parse, call one workflow, render, answer with a status."""
