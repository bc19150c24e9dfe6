"""The organizations a person belongs to."""
