"""What an organization declares once and uses on many platforms: purposes, providers, services, cookies."""
