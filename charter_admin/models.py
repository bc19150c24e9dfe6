"""Imports every table, so that metadata is whole for migrations and for resolving names across packages."""

from charter_admin.accounts import models as accounts
from charter_admin.catalogue import models as catalogue
from charter_admin.catalogue.known import models as known
from charter_admin.compliance import models as compliance
from charter_admin.consent import models as consent
from charter_admin.consent import tallies
from charter_admin.db import Base
from charter_admin.importing import models as importing
from charter_admin.jobs import models as jobs
from charter_admin.organizations import models as organizations
from charter_admin.platforms import models as platforms
from charter_admin.versions import models as versions

__all__ = [
    "accounts",
    "catalogue",
    "compliance",
    "consent",
    "importing",
    "jobs",
    "known",
    "metadata",
    "organizations",
    "platforms",
    "tallies",
    "versions",
]

metadata = Base.metadata
