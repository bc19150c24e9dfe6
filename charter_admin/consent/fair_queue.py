"""A bounded queue that serves its senders in turn, so that none of them can make the others wait for long."""

import time
from collections import OrderedDict, deque
from threading import Condition
from typing import Generic, TypeVar

Item = TypeVar("Item")


class FairQueue(Generic[Item]):
    """At most `most` items, and of one sender at most half of that."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: OrderedDict[str, deque[Item]] = OrderedDict()
        self._count = 0
        self._closed = False
        self._changed = Condition()

    def put(self, sender: str, item: Item) -> bool:
        """Whether the item was taken in: not if the queue is full or closed, or the sender has its share in it."""
        with self._changed:
            waiting = self._waiting.get(sender, ())
            if self._closed or self._count >= self._most or len(waiting) >= max(self._most // 2, 1):
                return False
            self._waiting.setdefault(sender, deque()).append(item)
            self._count += 1
            self._changed.notify()
            return True

    def take(self, most: int, patience: float) -> list[Item]:
        """Up to `most` items, one of each sender in turn; none after so many seconds, or at the end of a closed queue.

        Waits for the first item only.
        """
        deadline = time.monotonic() + patience
        with self._changed:
            while not self._count and not self._closed:
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            return [self._next() for _ in range(min(most, self._count))]

    @property
    def closed(self) -> bool:
        """Whether nothing is taken in any more."""
        return self._closed

    def close(self) -> None:
        """Takes nothing in any more; what is waiting can still be taken out."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _next(self) -> Item:
        sender, waiting = self._waiting.popitem(last=False)
        item = waiting.popleft()
        self._count -= 1
        if waiting:
            self._waiting[sender] = waiting  # behind all others
        return item
