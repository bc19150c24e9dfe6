"""One decision for many platforms, as a person takes it: choose, look, start, follow."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from charter_admin.admin.database import db
from charter_admin.catalogue import cookies
from charter_admin.catalogue.models import Service
from charter_admin.jobs.models import CANCELLED, Job, JobItem
from charter_admin.platforms import texts, usages
from charter_admin.platforms.models import Platform
from charter_admin.platforms.standard_texts import Words
from charter_admin.versions.models import CharterVersion
from charter_admin.worker import Worker
from tests.admin.acting import acting, add_platform, publish
from tests.admin.browser import Browser
from tests.admin.conftest import SignIn
from tests.publishing import drafts

BULK = "/o/rives/bulk"


@pytest.fixture
def places(app: Flask) -> dict[str, str]:
    """Three platforms of Rives by name."""
    return {name: add_platform(app, name) for name in ("Nord", "Sud", "Est")}


def work(app: Flask) -> None:
    """The worker does what was asked for."""
    with app.app_context():
        engine = db.engine
    Worker(engine).work()


def versions(app: Flask) -> dict[str, int]:
    """How many versions each platform has, by its name."""
    with acting(app) as scope:
        joined = select(Platform.name, func.count()).join(CharterVersion, CharterVersion.platform_id == Platform.id)
        return dict(scope.session.execute(joined.group_by(Platform.name)).tuples().all())


def cells(page: str) -> list[str]:
    """The texts of a page's tags in tables."""
    return re.findall(r'<td data-label="What happens">\s*<span class="tag[^"]*">([^<]*)<', page)


def test_the_list_offers_what_the_role_allows(sign_in: SignIn, places: dict[str, str]) -> None:
    shown = {who: sign_in(who).get("/o/rives/platforms").text for who in ("paul", "emma", "vera")}
    assert [f'formaction="{BULK}/publish"' in page for page in shown.values()] == [True, False, False]
    assert [f'formaction="{BULK}/texts"' in page for page in shown.values()] == [True, True, False]
    assert [f'value="{places["Nord"]}"' in page for page in shown.values()] == [True, True, False]


def test_publishing_some(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    paul = sign_in("paul")
    publish(app, places["Sud"])
    address = f"{BULK}/publish?platform={places['Nord']}&platform={places['Sud']}&search="
    page = paul.get(address).text
    assert "2 platforms were chosen." in page
    assert cells(page) == ["First version", "Nothing to change"]
    answer = paul.post(address)
    assert answer.status_code == 303
    follow = paul.get(answer.location).text
    assert "0 of 2" in follow
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in follow
    assert "data-follow" in follow
    work(app)
    report = paul.get(answer.location).text
    assert "2 of 2 · 1 with nothing to change" in report
    assert "Version 1 is online." in report
    assert f'href="/o/rives/platforms/{places["Nord"]}/versions"' in report
    assert "http-equiv" not in report
    assert "data-follow" not in report
    assert versions(app) == {"Nord": 1, "Sud": 1}
    assert "Publish platforms" in paul.get("/o/rives/jobs").text


def test_publishing_all_that_a_search_finds(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    paul = sign_in("paul")
    assert "3 platforms were chosen." in paul.get(f"{BULK}/publish?all=1&search=").text
    address = f"{BULK}/publish?all=1&search=%C3%A9st&platform={places['Nord']}"
    assert paul.post(address).status_code == 303
    work(app)
    assert versions(app) == {"Est": 1}


def test_what_cannot_be_published_says_why(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    with acting(app) as scope:
        scope.get(Platform, public_id=places["Nord"]).locales = []
    paul = sign_in("paul")
    page = paul.get(f"{BULK}/publish?all=1").text
    assert "Cannot be published · Choose at least one language" in page
    job = paul.post(f"{BULK}/publish?all=1").location
    work(app)
    report = paul.get(job).text
    assert "1 did not work" in report
    assert (
        report.index("What did not work") < report.index("Choose at least one language") < report.index("All platforms")
    )
    assert versions(app) == {"Est": 1, "Sud": 1}


def test_what_the_law_forbids_is_said_before_and_after(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    publish(app, places["Sud"])
    with acting(app) as scope:
        for name in ("Nord", "Sud"):
            drafts.use(scope, scope.get(Platform, public_id=places[name]), f"Pixel {name}", "necessary", "_fbp")
    paul = sign_in("paul")
    page = paul.get(f"{BULK}/publish?all=1").text
    assert cells(page) == ["First version", "Cannot be published", "Cannot be published"]
    assert f'href="/o/rives/platforms/{places["Nord"]}/compliance"' in page
    job = paul.post(f"{BULK}/publish?all=1").location
    work(app)
    report = paul.get(job).text
    assert "2 did not work" in report
    assert "cannot be published before some points are mended. " in report
    assert f'href="/o/rives/platforms/{places["Nord"]}/compliance"' in report
    assert versions(app) == {"Est": 1, "Sud": 1}


def test_nothing_chosen(sign_in: SignIn, places: dict[str, str]) -> None:
    paul = sign_in("paul")
    for page in ("publish", "services", "texts"):
        assert "No platform was chosen" in paul.get(f"{BULK}/{page}").text
        assert "No platform was chosen" in paul.get(f"{BULK}/{page}?platform=nobody&after=nonsense").text
    answer = paul.post(f"{BULK}/publish", page="/account")
    assert "Choose at least one platform." in answer.text


def test_another_organizations_platforms_are_not_chosen(app: Flask, sign_in: SignIn) -> None:
    theirs = add_platform(app, "Ailleurs", "monts")
    assert "No platform was chosen" in sign_in("paul").get(f"{BULK}/publish?platform={theirs}").text
    with acting(app, "monts") as scope:
        service = scope.session.scalars(scope.select(Service)).first()
        assert service
        strange = service.id
    assert sign_in("paul").get(f"{BULK}/services?all=1&service={strange}").status_code == 404


@pytest.mark.parametrize("query", ["service=99999999999999999999", "service=x", "service=-1", "doing=explode"])
def test_what_no_page_sends(sign_in: SignIn, places: dict[str, str], query: str) -> None:
    assert sign_in("paul").get(f"{BULK}/services?all=1&{query}").status_code == 404


def test_calling_off(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    paul = sign_in("paul")
    job = paul.post(f"{BULK}/publish?all=1").location
    assert sign_in("emma").post(f"{job}/cancel", page="/account").status_code == 403
    assert "Call off the rest" in paul.get(job).text
    assert paul.post(f"{job}/cancel", page=job).location == job
    assert "Called off" in paul.get(job).text
    paul.post(f"{job}/cancel", page="/account")
    assert "has ended already" in paul.get(job).text
    work(app)
    assert versions(app) == {}
    with acting(app) as scope:
        assert [row.state for row in scope.session.scalars(scope.select(Job))] == [CANCELLED]


def test_a_service_on_many_platforms(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    emma = sign_in("emma")
    with acting(app) as scope:
        nord = scope.get(Platform, public_id=places["Nord"])
        service = usages.every(scope, nord)[0].service.id
    address = f"{BULK}/services?all=1&search=&service={service}&doing=use"
    assert cells(emma.get(address).text) == ["Session is added", "Is in use already", "Session is added"]
    data: dict[str, Any] = {"location-fr": "partout", "basis": "consent"}
    job = emma.post(address, data).location
    work(app)
    assert "3 of 3 · 1 with nothing to change" in emma.get(job).text
    assert used(app, service) == {"Nord": None, "Sud": "consent", "Est": "consent"}
    stop = f"{BULK}/services?platform={places['Nord']}&platform={places['Est']}&service={service}&doing=stop"
    assert cells(emma.get(stop).text) == ["Session goes", "Session goes"]
    emma.post(stop)
    work(app)
    assert used(app, service) == {"Sud": "consent"}


def used(app: Flask, service: int) -> dict[str, str | None]:
    """The basis of the service on each platform that uses it."""
    with acting(app) as scope:
        rows = {platform.name: platform.usages for platform in scope.session.scalars(scope.select(Platform))}
        return {name: usage.basis for name, its in rows.items() for usage in its if usage.service_id == service}


def test_the_organizations_texts(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    emma = sign_in("emma")
    assert "has no texts of its own yet" in emma.get(f"{BULK}/texts?all=1").text
    edit = "/o/rives/texts/fr/what"
    assert emma.post(edit, {"title": "Chez nous", "body": "Un **texte**."}).status_code == 303
    assert emma.post(edit, {"title": "", "body": "x"}).status_code == 200
    assert "<strong>texte</strong>" in emma.get("/o/rives/texts").text
    with acting(app) as scope:
        sud = scope.get(Platform, public_id=places["Sud"])
        texts.save(scope, sud, "fr", "what", Words("Ici", "À nous."), 0)
    page = emma.get(f"{BULK}/texts?all=1").text
    assert page.count("Texts it has none of its own for") == 2
    assert page.count("Texts written on the platform") == 1
    job = emma.post(f"{BULK}/texts?all=1").location
    work(app)
    assert emma.get(job).text.count("1 text was taken over.") == 2
    emma.post(f"{BULK}/texts?all=1", {"overwrite": "y"})
    work(app)
    with acting(app) as scope:
        sud = scope.get(Platform, public_id=places["Sud"])
        assert texts.section(scope, sud, "fr", "what").title == "Chez nous"
    assert emma.post(f"{edit}/drop", page="/o/rives/texts").status_code == 303
    assert "Your own text" not in emma.get("/o/rives/texts").text


def test_former_wordings_are_shown_and_published(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    paul = sign_in("paul")
    for name in ("Nord", "Sud"):
        publish(app, places[name])
    with acting(app) as scope:
        service = usages.every(scope, scope.get(Platform, public_id=places["Nord"]))[0].service
        for name in ("Sud", "Est"):
            usages.put(scope, scope.get(Platform, public_id=places[name]), service, usages.UsageValues())
        service_id = service.id
    page = f"/o/rives/services/{service_id}"
    publish(app, places["Sud"])
    assert "former wording" not in paul.get(page).text
    assert "Every page online is up to date" in paul.get(f"{page}/platforms").text
    with acting(app) as scope:
        cookies.create(scope, scope.get(Service, id=service_id), cookies.CookieValues("csrf"))
    assert "2 platforms use it and show the former wording." in paul.get(page).text
    preview = paul.get(f"{page}/platforms").text
    assert "Changed · Services · Session" in preview
    assert "Est" not in preview
    assert "Publish these 2 platforms" not in sign_in("emma").get(f"{page}/platforms").text
    assert paul.post(f"{page}/platforms").status_code == 303
    work(app)
    assert versions(app) == {"Nord": 2, "Sud": 3}
    assert "former wording" not in paul.get(page).text
    assert paul.post(f"{page}/platforms", page="/account").status_code == 409


def test_saving_a_provider_says_where_the_former_wording_is(app: Flask, owner: Browser, places: dict[str, str]) -> None:
    publish(app, places["Nord"])
    with acting(app) as scope:
        nord = scope.get(Platform, public_id=places["Nord"])
        provider = usages.every(scope, nord)[0].service.provider_id
    page = f"/o/rives/providers/{provider}"
    answer = owner.post(page, {"name": "Opendatasoft", "country": "FR", "policy_url": ""})
    assert "1 platform still shows the former wording. Open Opendatasoft" in owner.get(answer.location).text
    assert f'href="{page}/platforms"' in owner.get(page).text


def test_a_platform_like_this_one(app: Flask, sign_in: SignIn, places: dict[str, str]) -> None:
    emma = sign_in("emma")
    page = f"/o/rives/platforms/{places['Nord']}/clone"
    assert f'href="{page}"' in emma.get(f"/o/rives/platforms/{places['Nord']}").text
    assert "needs your attention" in emma.post(page, {"name": "Ouest", "domains": "not a host"}).text
    answer = emma.post(page, {"name": "Ouest", "domains": "ouest.example"})
    assert "Session" in emma.get(answer.location).text
    assert sign_in("vera").get(page).status_code == 403


def test_a_large_job_is_paged(app: Flask, sign_in: SignIn) -> None:
    vera = sign_in("vera")
    with acting(app) as scope:
        job = Job(kind="publish", permission="platform.publish", total=120, created_by="Claire")
        scope.add(job)
        for at in range(1, 121):
            scope.add(JobItem(job_id=job.id, position=at, subject="gone", label=f"P{at}"))
        page = f"/o/rives/jobs/{job.id}"
    assert vera.get(page).text.count('<th scope="row"') == 50
    last = vera.get(f"{page}?after=100").text
    assert last.count('<th scope="row"') == 20
    assert 'rel="next"' not in last
    assert vera.get(f"{page}?after=99999999999999999999").status_code == 200
