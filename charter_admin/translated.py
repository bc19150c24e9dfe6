"""Which translations are older than what they translate.

Nothing is kept while the languages of a text agree. When one of them changes, every language that did not change along
remembers the digest of the words it was last right for. It is outdated for as long as that language says something
else: putting the old words back makes it right again. So rows nobody has touched since are up to date, and whichever
language a platform takes as its source, the answer is there.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

# Of one text: by language, by the language it was translated from, the digest of what that one said then.
State = Mapping[str, Mapping[str, str]]
Texts = Mapping[str, str]


class Translated:
    """A row with texts per language. `TEXTS` names the columns watched: assigning one keeps `translated_from` true."""

    TEXTS: ClassVar[tuple[str, ...]] = ()
    translated_from: Mapped[dict[str, Any]] = mapped_column(default=dict)

    def behind_of(self, field: str) -> State:
        """What is kept about one of its texts."""
        state: State = (self.translated_from or {}).get(field, {})
        return state

    def keep_behind(self, field: str, state: State) -> None:
        """Keeps it, if it is another one."""
        if state != self.behind_of(field):
            self.translated_from = {**(self.translated_from or {}), field: state}


def digest(text: str) -> str:
    """A short name of what a text says."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def after(state: State, old: Texts, new: Texts) -> State:
    """The state once `old` became `new`. A language that changed is as new as can be, so nothing is kept about it.

    One that was behind another and changes now is catching up with it, which leaves that other one right.
    """
    changed = {language for language in {*old, *new} if old.get(language, "") != new.get(language, "")}
    kept = {language: dict(state.get(language, {})) for language in new if language not in changed}
    for source in changed:
        for language, seen in kept.items():
            if old.get(source) and language not in state.get(source, {}):
                seen.setdefault(source, digest(old[source]))
    return _still_true(kept, new)


def settled(state: State, texts: Texts, language: str, source: str, seen: str) -> State:
    """The state once somebody saw both languages and said they agree. `seen` is the digest of the source they saw.

    If it is not the digest of what the source says by now, the translation is of the older words, and remains behind.
    """
    without = {source: language, language: source}
    kept = {one: {of: was for of, was in due.items() if of != without.get(one)} for one, due in state.items()}
    kept[language] = {**kept.get(language, {}), source: seen}
    return _still_true(kept, texts)


def is_behind(state: State, texts: Texts, language: str, source: str) -> bool:
    """Whether the text in `language` is outdated: `source` has said something else since."""
    was = state.get(language, {}).get(source)
    return bool(was and texts.get(language) and texts.get(source) and was != digest(texts[source]))


def _still_true(state: State, texts: Texts) -> State:
    """Without what is right again. A source that says nothing now may come back, with other words or the same."""
    now = {language: digest(text) for language, text in texts.items() if text}
    kept = {one: {of: was for of, was in due.items() if now.get(of) != was} for one, due in state.items()}
    return {one: due for one, due in kept.items() if due}


@event.listens_for(Translated, "attribute_instrument")
def _watch(owner: type[Any], key: str, attribute: Any) -> None:
    if key not in owner.TEXTS:
        return

    def changed(row: Any, new: Any, old: Any, _initiator: Any) -> None:
        if isinstance(old, dict) and isinstance(new, dict):  # a row being made has no old text
            row.keep_behind(key, after(row.behind_of(key), old, new))

    event.listen(attribute, "set", changed, active_history=True)  # the old text is needed, read it if it is not
