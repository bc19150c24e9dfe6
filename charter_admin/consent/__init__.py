"""The visitors' decisions: strict reading, and one durable, append-only row for each."""
