"""What was published: immutable documents, their digests, and the finished bytes."""
