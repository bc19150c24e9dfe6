"""Bounded memory shared by the threads of a process."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """The values used last, as many as fit: `most` is the sum of what `weigh` says of each."""

    def __init__(self, most: int, weigh: Callable[[Value], int] = lambda _value: 1) -> None:
        self._most, self._weigh = most, weigh
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """The value, None when it was never put or is forgotten. Each step is one of the interpreter's: no lock."""
        value = self._values.get(key)
        if value is not None:
            try:
                self._values.move_to_end(key)
            except KeyError:  # forgotten in this very moment
                return value
        return value

    def put(self, key: Hashable, value: Value) -> None:
        """Remembers it, and forgets what was not used for longest."""
        with self._lock:
            self._drop(key)
            self._values[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._most:
                self._drop(next(iter(self._values)))

    def forget(self, key: Hashable) -> None:
        """Drops a value, if it is here."""
        with self._lock:
            self._drop(key)

    def _drop(self, key: Hashable) -> None:
        if key in self._values:
            self._weight -= self._weigh(self._values.pop(key))
