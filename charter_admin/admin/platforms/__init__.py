"""Platforms: the list, settings, services in use, texts."""
