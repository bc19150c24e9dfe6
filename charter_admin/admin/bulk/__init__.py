"""One decision for many platforms: publishing them, their services, their texts."""
