"""Measures the banner beside six others: `make bench-banner`. Not a test; nothing here is collected by pytest."""
