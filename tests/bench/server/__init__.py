"""How many visitors are served: the public plane beside nginx, on the same bytes."""
