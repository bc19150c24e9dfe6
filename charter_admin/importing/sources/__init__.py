"""Structured sources: settings of consent tools, scans and exports, each with a small reader of its own."""
