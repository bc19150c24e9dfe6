"""Parts of the command line; `cli` puts them together."""
