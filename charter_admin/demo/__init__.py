"""What `make run` shows: an organization with two published platforms, and a website that embeds a banner."""
