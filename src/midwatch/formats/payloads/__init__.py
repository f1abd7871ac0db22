"""What `--format json`, MCP and HTTP answer: one model a verb, with units in the names, and the only such shape."""
