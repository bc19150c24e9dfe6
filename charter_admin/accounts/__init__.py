"""People, their sessions, and the ways to sign in."""
