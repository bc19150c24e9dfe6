"""The known-cookie library: what the trackers seen on most websites are, and what an organization adds of its own."""
