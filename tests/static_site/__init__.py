"""The public addresses as files."""
