"""One module per kind of input; each turns text into the same list of blocks."""
