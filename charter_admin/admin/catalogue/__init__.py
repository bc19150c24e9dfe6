"""The catalogue: purposes, providers, services with their cookies."""

from charter_admin.admin.catalogue import service_views, views
from charter_admin.admin.catalogue.parts import bp

__all__ = ["bp", "service_views", "views"]
