"""What is held in memory: what may be served from it, what is forgotten, and what never gets in."""

import threading
from collections.abc import Iterator

import brotli
import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session
from werkzeug.test import Client

from charter_admin.db import make_engine
from charter_admin.public.app import PublicPlane
from charter_admin.public.charters import GUESSES
from charter_admin.public.freshness import Allowance, Freshness
from charter_admin.public.held import Held
from charter_admin.publishing import keeping, service, squeezing
from charter_admin.versions import store
from tests.public.conftest import Site
from tests.publishing import drafts


class Questions:
    """Counts what an engine is asked, by the table it is asked about."""

    def __init__(self, engine: Engine) -> None:
        self.asked: list[str] = []
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        self.asked.append(statement)

    def taken(self) -> int:
        """How many since the last time, leaving out the look for publications."""
        found = [one for one in self.asked if one != "BEGIN" and "FROM publication_serial" not in one]
        self.asked.clear()
        return len(found)


@pytest.fixture
def apart(site: Site) -> Iterator[Engine]:
    """An engine like that of another process."""
    engine = make_engine(site.engine.url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


def forms(client: Client, base: str) -> list[int]:
    """Asks for some of everything, in each coding."""
    paths = ("/", "/fr/", "/en/", "/banner.js", "/charter.json", "/v/1/fr/")
    codings = ("br", "gzip", "identity")
    return [
        client.get(base + path, headers={"Accept-Encoding": coding}).status_code for path in paths for coding in codings
    ]


def test_what_was_answered_is_answered_without_the_database(site: Site, apart: Engine) -> None:
    client, questions = Client(PublicPlane(apart)), Questions(apart)
    assert set(forms(client, site.base)) == {200}
    assert questions.taken() > 0
    assert set(forms(client, site.base)) == {200}
    assert questions.taken() == 0


def test_a_publication_drops_what_it_changes_and_nothing_else(site: Site, apart: Engine) -> None:
    other = drafts.platform(site.scope, "Autre site")
    service.publish(site.scope, other)
    site.scope.session.commit()
    client = Client(PublicPlane(apart))
    for base in (site.base, f"/c/{other.public_id}"):
        forms(client, base)
    site.edit("Panier")
    site.publish()
    assert b"panier" in client.get(f"{site.base}/charter.json").data
    questions = Questions(apart)
    assert set(forms(client, f"/c/{other.public_id}")) == {200}
    assert questions.taken() == 0


@pytest.mark.parametrize("change", ["unpublish", "delete", "rerender"])
def test_each_change_raises_the_serial_of_its_id(site: Site, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    def serials() -> tuple[int, dict[str, int]]:
        with site.engine.connect() as connection:
            return store.serial(connection), store.changed(connection, 0)

    public_id, (before, _) = site.platform.public_id, serials()
    if change == "rerender":
        monkeypatch.setattr(keeping, "build_id", lambda: "0123456789ab")
        service.rerender(site.scope.session)
    else:
        getattr(service, change)(site.scope, site.platform)
    site.scope.session.commit()
    after, changed = serials()
    assert after == changed[public_id] == before + 1
    if change == "rerender":
        assert service.rerender(site.scope.session) == 0  # nothing is new, so nobody is told
        site.scope.session.commit()
        assert serials()[0] == after


def test_serials_become_visible_in_their_order(site: Site) -> None:
    """Whoever takes the second waits for the first to be committed."""
    taken: list[int] = []
    first = Session(site.engine)
    one = store.next_serial(first.connection())

    def second() -> None:
        with Session(site.engine) as session, session.begin():
            taken.append(store.next_serial(session.connection()))

    thread = threading.Thread(target=second)
    thread.start()
    thread.join(0.3)
    assert taken == []
    first.commit()
    first.close()
    thread.join()
    assert taken == [one + 1]


def test_an_answer_from_before_a_publication_is_not_kept_after_it() -> None:
    held = Held(1000)
    turn = held.turn
    held.forget(["a"])  # while the database was asked
    held.put("key", "old", "a", 1, turn)
    assert held.get("key") is None


def test_held_is_bounded_and_forgets_what_was_not_used() -> None:
    held = Held(300)
    for number in range(3):
        held.put(number, number, f"id{number}", 100, held.turn)
    held.get(0)
    held.put(3, 3, "id3", 100, held.turn)
    assert [held.get(number) is not None for number in range(4)] == [True, False, True, True]
    held.put("huge", "huge", "id4", 400, held.turn)
    assert (held.weight, held.get("huge")) == (0, None)


def test_doubted_values_are_asked_again(site: Site, apart: Engine) -> None:
    """After an outage the database may be another one, so what is held is good only while nobody can be asked."""
    plane = PublicPlane(apart)
    client, path = Client(plane), f"{site.base}/charter.json"
    first = client.get(path).data
    with site.engine.begin() as connection:
        connection.execute(text("ALTER TABLE publication_serial RENAME TO elsewhere"))
    assert client.get(path).data == first
    site.scope.session.close()
    with site.engine.begin() as connection:  # what no serial tells, as after a failover that lost one
        connection.execute(text("UPDATE publication SET state = 'unpublished'"))
    assert client.get(path).status_code == 200
    with site.engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO publication_serial"))
    assert client.get(path).status_code == 410


def test_an_earlier_serial_is_another_database(site: Site, apart: Engine) -> None:
    client, path = Client(PublicPlane(apart)), f"{site.base}/fr/"
    assert client.get(path).status_code == 200
    site.scope.session.close()
    with site.engine.begin() as connection:
        connection.execute(text("UPDATE publication SET serial = 0, state = 'unpublished'"))
        connection.execute(text("UPDATE publication_serial SET last = 0"))
    assert client.get(path).status_code == 410


def test_guessed_ids_neither_fill_the_memory_nor_reach_the_database_without_end(site: Site, apart: Engine) -> None:
    plane = PublicPlane(apart)
    plane._charters._guesses = Allowance(GUESSES, lambda: 0.0)  # all within one second, on any machine
    client = Client(plane)
    client.get(f"{site.base}/fr/")
    questions = Questions(apart)
    answers = {client.get(f"/c/guess{number}/").status_code for number in range(6 * GUESSES)}
    assert answers == {404}
    assert questions.taken() == GUESSES
    assert client.get(f"{site.base}/fr/").status_code == 200
    assert questions.taken() == 0


def test_what_is_not_there_is_remembered(site: Site, apart: Engine) -> None:
    client, questions = Client(PublicPlane(apart)), Questions(apart)
    for _ in range(2):
        assert client.get("/c/unknown/").status_code == 404
    assert questions.taken() == 2  # once all ids, once this one


def test_an_allowance_refills_with_time_and_survives_a_jump_back() -> None:
    now = [0.0]
    allowance = Allowance(10, lambda: now[0])
    assert [allowance.take() for _ in range(11)] == [True] * 10 + [False]
    now[0] = 0.1
    assert [allowance.take() for _ in range(2)] == [True, False]
    now[0] = -1000.0
    assert not allowance.take()
    now[0] = -999.0
    assert [allowance.take() for _ in range(11)] == [True] * 10 + [False]


def test_a_thread_watches_and_ends_with_its_plane(site: Site, apart: Engine) -> None:
    seen = threading.Event()
    freshness = Freshness(apart, 0.01, lambda ids: seen.set() if site.platform.public_id in ids else None, lambda: None)
    freshness.use()
    while not freshness.unknown("nobody"):
        threading.Event().wait(0.01)
    site.edit("Panier")
    site.publish()
    assert seen.wait(60)
    (watcher,) = [one for one in threading.enumerate() if one is freshness._thread]
    del freshness
    watcher.join(60)
    assert not watcher.is_alive()


def test_bytes_are_shared_by_the_paths_that_lead_to_them(site: Site, apart: Engine) -> None:
    client = Client(PublicPlane(apart))
    same = {client.get(site.base + path).data for path in ("/fr/", "/", "/v/1/fr/")}
    assert len(same) == 1
    questions = Questions(apart)
    client.get(f"{site.base}/v/1/")
    assert questions.taken() == 0


def test_another_coding_is_answered_plain_while_the_database_is_away(site: Site, apart: Engine) -> None:
    client, path = Client(PublicPlane(apart)), f"{site.base}/fr/"
    packed = client.get(path, headers={"Accept-Encoding": "br"})
    with site.engine.begin() as connection:
        connection.execute(text("ALTER TABLE publication_serial RENAME TO elsewhere"))
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)
    assert answer.data == brotli.decompress(packed.data)
    assert answer.headers["ETag"] == client.get(path).headers["ETag"] != packed.headers["ETag"]


def test_what_was_compressed_further_is_sent_smaller(site: Site, apart: Engine) -> None:
    client, path = Client(PublicPlane(apart)), f"{site.base}/fr/"
    asked = {"Accept-Encoding": "br"}
    first = client.get(path, headers=asked)
    with Session(site.engine) as session:
        while found := squeezing.next_loose(session):
            squeezing.put(session, found[0], squeezing.compressed(found[1]))
        session.commit()
    again = client.get(path, headers=asked)
    assert len(again.data) < len(first.data)
    assert brotli.decompress(again.data) == brotli.decompress(first.data)
