"""Taking declarations out, and bringing them back: a whole organization as JSON, its cookies as a spreadsheet."""
