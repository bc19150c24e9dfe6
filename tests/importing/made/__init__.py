"""Charters of the formats that are no text, made when they are needed."""
