"""Setting a repository up, and looking whether all is well."""
