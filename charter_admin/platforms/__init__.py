"""Websites: their domains, languages, the services in use there, and the texts of their charter."""
