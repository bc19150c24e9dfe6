"""Importing: from the bytes of an existing charter to the declarations it makes."""
