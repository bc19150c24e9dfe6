"""The catalogue: purposes, providers, services with their cookies."""

from charter_admin.admin.catalogue import known_views, service_views, views
from charter_admin.admin.catalogue.parts import bp

__all__ = ["bp", "known_views", "service_views", "views"]
