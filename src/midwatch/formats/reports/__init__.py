"""What a person reads: console, Markdown, SARIF and annotations. Rounding happens here and nowhere earlier."""
