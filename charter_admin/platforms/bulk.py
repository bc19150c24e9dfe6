"""One service on many platforms: putting it in use, or ending its use, as a job."""

from collections.abc import Collection, Sequence
from dataclasses import asdict

from charter_admin.catalogue.models import Service
from charter_admin.editing import owned
from charter_admin.jobs import queue
from charter_admin.jobs.lease import Outcome
from charter_admin.jobs.models import UNCHANGED, Job, JobItem
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.usages import UsageValues

USE, STOP = "use", "stop"
DOINGS = (USE, STOP)


def touched(scope: Scope, platforms: Collection[Platform], service: Service, doing: str) -> set[int]:
    """The ids of those platforms that would change."""
    ids = {platform.id for platform in platforms}
    using = scope.select(Usage).with_only_columns(Usage.platform_id)
    using = using.where(Usage.service_id == service.id, Usage.platform_id.in_(ids))
    found = set(scope.session.scalars(using))
    return ids - found if doing == USE else found


def enqueue(scope: Scope, platforms: Sequence[Platform], service: Service, doing: str, values: UsageValues) -> Job:
    """The job that does it; `values` matter for USE. Raises Invalid, and Refused where no platform is given."""
    owned(scope, service)
    payload = {"service_id": service.id} | asdict(usages.checked(values))
    return queue.enqueue(scope, doing, "platform.write", ((p.public_id, p.name) for p in platforms), payload)


def use_one(scope: Scope, job: Job, item: JobItem) -> Outcome:
    """Puts the service in use on one platform; where it is already, it stays as it is. Raises NotFound."""
    platform, service = _both(scope, job, item)
    if usages.find(scope, platform, service):
        return Outcome(UNCHANGED)
    usages.put(scope, platform, service, UsageValues(job.payload["location"], job.payload["basis"]))
    return Outcome()


def stop_one(scope: Scope, job: Job, item: JobItem) -> Outcome:
    """Ends the use of the service on one platform. Raises NotFound, Stale when somebody edits it right now."""
    usage = usages.find(scope, *_both(scope, job, item))
    if usage is None:
        return Outcome(UNCHANGED)
    usages.take_out(scope, usage)
    return Outcome()


def _both(scope: Scope, job: Job, item: JobItem) -> tuple[Platform, Service]:
    return scope.get(Platform, public_id=item.subject), scope.get(Service, id=job.payload["service_id"])
