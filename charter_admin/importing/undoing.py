"""Taking a decision back: what an acceptance made goes again, unless others rely on it or changed it since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from charter_admin.catalogue import cookies, providers, services
from charter_admin.catalogue.cookies import CookieValues
from charter_admin.catalogue.models import Cookie, Provider, Service
from charter_admin.compliance.models import ExemptionWorksheet
from charter_admin.errors import Refused
from charter_admin.i18n import N_
from charter_admin.importing.decisions import Made, decision, made_of, print_of
from charter_admin.importing.models import ImportProposal
from charter_admin.organizations.scope import Scope
from charter_admin.platforms import usages
from charter_admin.platforms.models import Platform, Usage
from charter_admin.platforms.usages import UsageValues


@dataclass(frozen=True)
class Kept:
    """What stays after an undo: `what` it is, its name, and `why`: others use it (`used`), or it was `changed`."""

    what: str
    name: str
    why: str


def accepted(scope: Scope, import_id: int) -> Sequence[ImportProposal]:
    """The accepted proposals of an import, on which what was made may rely."""
    of_import = scope.select(ImportProposal).where(ImportProposal.import_id == import_id)
    return scope.session.scalars(of_import.where(ImportProposal.state == "accepted").order_by(ImportProposal.id)).all()


def take_back(
    scope: Scope, platform: Platform, proposal: ImportProposal, others: Sequence[ImportProposal]
) -> list[Kept]:
    """Removes what accepting the proposal made and gives back what it changed; `others` are those of `accepted`.

    Says what stays and why. What stays because another accepted proposal relies on it goes when that one is taken back.
    Raises Refused when the cookie itself was changed since, or when nobody noted what was made.
    """
    made = made_of(proposal)
    if made is None:
        raise Refused(N_("What this added was not noted at the time. Correct it in the catalogue."))
    return _Undo(scope, platform, proposal, made, others).run()


class _Undo:
    def __init__(
        self, scope: Scope, platform: Platform, proposal: ImportProposal, made: Made, others: Sequence[ImportProposal]
    ) -> None:
        self.scope, self.platform, self.proposal, self.made = scope, platform, proposal, made
        self.service = scope.session.scalar(scope.select(Service).where(Service.key == made.service))
        self.provider = scope.session.scalar(scope.select(Provider).where(Provider.key == made.provider))
        self.others = others
        self.kept: list[Kept] = []

    def run(self) -> list[Kept]:
        undo = {"cookie": self._cookie, "usage": self._usage, "service": self._service, "provider": self._provider}
        order = list(undo)
        for step in sorted(self.made.steps, key=lambda each: order.index(each["what"])):
            undo[step["what"]](step)
        return self.kept

    def _cookie(self, step: dict[str, Any]) -> None:
        found = self._named(step["name"])
        if found is None:
            return
        if print_of(found) != step["after"]:
            raise Refused(
                N_("“%(name)s” was changed since it was accepted. Correct or delete it in the catalogue."),
                name=found.name,
            )
        if step["before"] is None:
            cookies.delete(self.scope, found)
        else:
            cookies.update(self.scope, found, CookieValues(**step["before"]), found.revision)

    def _named(self, name: str) -> Cookie | None:
        if self.service is None:
            return None
        owned = self.scope.select(Cookie).where(Cookie.service_id == self.service.id, Cookie.name == name)
        return self.scope.session.scalar(owned.order_by(Cookie.id.desc()).limit(1))

    def _usage(self, step: dict[str, Any]) -> None:
        found = usages.find(self.scope, self.platform, self.service) if self.service else None
        if found is None:
            return
        if print_of(found) != step["after"] or self._has_worksheet(found):
            self._keep(step, "usage", found.service.name, "changed")
        elif step["before"] is not None:
            usages.update(self.scope, found, UsageValues(**step["before"]), found.revision)
        elif self._relied_on("service") or (self._made_the_service() and self._cookies_left()):
            self._keep(step, "usage", found.service.name, "used")
        else:
            usages.take_out(self.scope, found)

    def _service(self, step: dict[str, Any]) -> None:
        if self.service is None:
            return
        if self._cookies_left() or services.used_by(self.scope, self.service):
            self._keep(step, "service", self.service.name, "used")
        elif print_of(self.service) != step["after"]:
            self._keep(step, "service", self.service.name, "changed")
        else:
            services.delete(self.scope, self.service)
            self.service = None

    def _provider(self, step: dict[str, Any]) -> None:
        if self.provider is None:
            return
        if providers.used_by(self.scope, self.provider):
            self._keep(step, "provider", {"": self.provider.name}, "used")
        elif print_of(self.provider) != step["after"]:
            self._keep(step, "provider", {"": self.provider.name}, "changed")
        else:
            providers.delete(self.scope, self.provider)

    def _made_the_service(self) -> bool:
        return any(each["what"] == "service" for each in self.made.steps)

    def _cookies_left(self) -> int:
        owned = Cookie.organization_id == self.scope.organization_id
        service_id = self.service.id if self.service else 0
        return self.scope.session.scalar(select(func.count()).where(owned, Cookie.service_id == service_id)) or 0

    def _has_worksheet(self, usage: Usage) -> bool:
        sheets = self.scope.select(ExemptionWorksheet).where(ExemptionWorksheet.usage_id == usage.id)
        return self.scope.session.scalar(sheets.limit(1)) is not None

    def _relied_on(self, what: str) -> ImportProposal | None:
        """Another accepted proposal that stands on the same service or provider."""
        key = getattr(self.made, what)
        standing = (each for each in self.others if each.state == "accepted" and each is not self.proposal)
        return next((each for each in standing if (each.decision or {}).get(what) == key), None)

    def _keep(self, step: dict[str, Any], what: str, names: dict[str, str], why: str) -> None:
        """Leaves a row; the proposal that relies on it takes over the duty to remove it."""
        heir = self._relied_on("provider" if what == "provider" else "service") if why == "used" else None
        made = made_of(heir) if heir else None
        if heir and made:
            made.steps = [step, *made.steps]
            heir.decision = decision((heir.decision or {})["given"], made)
        else:
            self.kept.append(Kept(what, next(iter(names.values()), ""), why))
