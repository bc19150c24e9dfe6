"""What platforms ask, held in memory: who may be answered at all, and what each version's question was."""

from collections.abc import Iterable
from http import HTTPStatus

from sqlalchemy import Engine

from charter_admin.consent.origin import belongs
from charter_admin.consent.receipt import Question, question
from charter_admin.db import READ_ONLY
from charter_admin.public.bodies import Unreadable
from charter_admin.public.charters import Charters, require_readable
from charter_admin.public.memory import Memory
from charter_admin.versions import store
from charter_admin.versions.document import from_json
from charter_admin.versions.store import Published

QUESTIONS = 2000


class Asking:
    """The questions of every platform of `charters`."""

    def __init__(self, engine: Engine, charters: Charters) -> None:
        self._engine, self._charters = engine, charters
        self._questions: Memory[Question] = Memory(QUESTIONS)

    def published(self, public_id: str) -> Published:
        """A live platform as it is, or was before its database went away. Raises Missing."""
        return self._charters.current(public_id)

    def require_known(self, public_id: str) -> None:
        """That there was such a platform, and is not deleted: it may be offline and still be asked about its past.

        Raises Missing.
        """
        with self._engine.connect().execution_options(**READ_ONLY) as connection:
            require_readable(store.published(connection, public_id), current=False)

    def question(self, public_id: str, number: int) -> Question | None:
        """What a version asked: it never changes, so it is read once."""
        known = self._questions.get((public_id, number))
        if known is None:
            with self._engine.connect().execution_options(**READ_ONLY) as connection:
                document = store.document(connection, public_id, number)
            if document is None:
                return None
            known = question(from_json(document))
            self._questions.put((public_id, number), known)
        return known

    def require_origin(self, origin: str | None, public_id: str, numbers: Iterable[int]) -> None:
        """Of the version that asked or the current one: a domain that was just added counts for cached banners too.

        Raises Unreadable.
        """
        if not belongs(origin, *(self.question(public_id, number) for number in set(numbers))):
            raise Unreadable(HTTPStatus.FORBIDDEN, "This website is none of the platform's.")
