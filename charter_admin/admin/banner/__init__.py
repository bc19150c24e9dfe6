"""The banner of a platform: its looks with a live preview, its behaviour."""
