"""Following what goes on in the background."""
