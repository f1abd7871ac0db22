"""Domain questions in somebody's query language: text out, nothing sent."""
