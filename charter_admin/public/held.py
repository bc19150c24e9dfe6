"""What a process knows of public ids, bounded, and forgotten id by id when something was published."""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any


@dataclass(slots=True)
class Kept:
    """A value, the public id it is about, what it weighs, and the turn it was asked in."""

    value: Any
    public_id: str
    weight: int
    turn: int


class Held:
    """The values used last, as many as weigh `most` together.

    Whoever asks the database takes `turn` first and hands it to `put`. What was forgotten meanwhile raises the turn, so
    an answer from before a publication is never put in after it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._keys: dict[str, set[Hashable]] = {}
        self._weight = 0
        self._lock = Lock()
        self._sure_since = 0
        self.turn = 0

    @property
    def weight(self) -> int:
        """What all values weigh now."""
        return self._weight

    def get(self, key: Hashable) -> Kept | None:
        """The value of a key, if it is here; without the lock, because every step is one of the interpreter's."""
        kept = self._kept.get(key)
        if kept is not None:
            try:
                self._kept.move_to_end(key)
            except KeyError:  # forgotten in this very moment
                return None
        return kept

    def sure(self, kept: Kept) -> bool:
        """Whether nothing speaks against a value: the database was watched all the time since it was asked."""
        return kept.turn >= self._sure_since

    def put(self, key: Hashable, value: Any, public_id: str, weight: int, turn: int) -> None:
        """Keeps a value that was asked for in `turn`, and forgets what was not used for longest."""
        with self._lock:
            if turn != self.turn:
                return
            self._drop(key)
            self._kept[key] = Kept(value, public_id, weight, turn)
            self._keys.setdefault(public_id, set()).add(key)
            self._weight += weight
            while self._weight > self._most:
                self._drop(next(iter(self._kept)))

    def forget(self, public_ids: Iterable[str]) -> list[Any]:
        """Drops all that is about these ids, and gives it."""
        with self._lock:
            self.turn += 1
            keys = [key for public_id in public_ids for key in self._keys.get(public_id, ())]
            dropped = [self._kept[key].value for key in keys]
            for key in keys:
                self._drop(key)
            return dropped

    def doubt(self) -> None:
        """All that is here has to be asked again, where somebody can be asked."""
        with self._lock:
            self.turn += 1
            self._sure_since = self.turn

    def _drop(self, key: Hashable) -> None:
        kept = self._kept.pop(key, None)
        if kept is None:
            return
        self._weight -= kept.weight
        theirs = self._keys[kept.public_id]
        theirs.discard(key)
        if not theirs:
            del self._keys[kept.public_id]
