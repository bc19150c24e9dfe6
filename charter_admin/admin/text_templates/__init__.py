"""The organization's own texts of charters."""
