"""How well charters are read: precision and recall of names, and of the names found the share with each field right.

`make score-import` prints a line for each corpus and form, `-v` also what went wrong, and a name of a corpus only that.
A text is right when its words are, but for a few at its edges: `test_charters` and `test_made` hold exact ones.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from charter_admin.importing.declarations import Charter, Declaration
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.extract import import_bytes
from tests.importing import corpus
from tests.importing.made.case import Answer, Case

FIELDS = ("provider", "purpose", "duration", "category")
OF_PAGE = ("locale", "platform")
ALIKE = 0.75
NOT_JUDGED = "?"


@dataclass
class Score:
    """Names found, missed and invented; fields right of those judged; and each fault in words."""

    right: int = 0
    missed: int = 0
    invented: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in (*FIELDS, *OF_PAGE)})
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        together = 2 * self.right + self.missed + self.invented
        return 2 * self.right / together if together else 1.0

    def share(self, name: str) -> float:
        right, judged = self.fields[name]
        return right / judged if judged else 1.0

    def judge(self, case: Case) -> None:
        """Add what reading one document gives."""
        try:
            charter = import_bytes(case.make(), case.filename)
        except ImportRefused as refused:
            self.faults.append(f"{case.title}: refused, {refused.code}")
            charter = Charter(None, None, ())
        self._fields(case, OF_PAGE, (case.locale, case.platform), charter, exactly=True)
        found = list(charter.cookies)
        for answer in case.answers:
            match = _match(answer, found)
            if match is None:
                self.missed += 1
                self.faults.append(f"{case.title}: missed {answer[0]}")
            else:
                found.remove(match)
                self.right += 1
                self._fields(case, FIELDS, _fields(answer), match)
        self.invented += len(found)
        self.faults += [f"{case.title}: invented {each.name}" for each in found]

    def add(self, other: "Score") -> None:
        """Add another score to this one."""
        self.right, self.missed = self.right + other.right, self.missed + other.missed
        self.invented += other.invented
        for name, counts in self.fields.items():
            counts[:] = [one + two for one, two in zip(counts, other.fields[name], strict=True)]

    def _fields(
        self,
        case: Case,
        names: Iterable[str],
        wanted: Iterable[str | None],
        found: Declaration | Charter,
        *,
        exactly: bool = False,
    ) -> None:
        for name, text in zip(names, wanted, strict=True):
            if text != NOT_JUDGED:
                said = getattr(found, name)
                right = said == text or (not exactly and None not in (text, said) and _alike(text or "", said))
                self.fields[name][0] += right
                self.fields[name][1] += 1
                if not right:
                    of = f"{found.name}: " if isinstance(found, Declaration) else ""
                    self.faults.append(f"{case.title}: {of}{name} {said!r}, not {text!r}")


def _match(answer: Answer, found: list[Declaration]) -> Declaration | None:
    """Give the declaration of that name; of several, the one with the most of its texts."""
    same = [each for each in found if each.name == answer[0]]
    return max(same, key=lambda each: _agreement(each, answer), default=None)


def _agreement(found: Declaration, answer: Answer) -> int:
    return sum(getattr(found, name) == text for name, text in zip(FIELDS, _fields(answer), strict=True))


def _fields(answer: Answer) -> Answer:
    """Fill an answer up: a field it does not tell is nothing, but the category is not judged then."""
    return (*answer[1:], *(None, None, None, NOT_JUDGED)[len(answer) - 1 :])


def _alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same, but for a few words at their edges."""
    first, second = ([word.strip(".") for word in re.findall(r"[\w.~*]+", text.casefold())] for text in (one, other))
    common = sum(min(first.count(word), second.count(word)) for word in set(first))
    return 2 * common >= ALIKE * (len(first) + len(second))


def scores(cases: Iterable[Case]) -> dict[str, Score]:
    """The score of each form, of the plain tables among them and of all."""
    found: dict[str, Score] = {}
    for case in cases:
        score = Score()
        score.judge(case)
        for form in (case.form, *(["(plain tables)"] if case.plain else []), "(all)"):
            whole = found.setdefault(form, Score())
            whole.add(score)
            whole.faults += score.faults
    return dict(sorted(found.items()))


def table(found: dict[str, Score]) -> str:
    """Lines to print: per form the number of names, precision, recall, F1, and the share of right fields."""
    lines = []
    for form, score in found.items():
        fields = "".join(f"{score.share(name):10.3f}" for name in score.fields)
        names = score.right + score.missed
        lines.append(f"{form:16}{names:7}{score.precision:11.3f}{score.recall:8.3f}{score.f1:7.3f}{fields}")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the scores, corpus by corpus."""
    places = {"whole": corpus.whole, "made": corpus.made, "(every)": corpus.every}
    wanted = [each for each in arguments if each != "-v"] or ["whole", "made", *corpus.CORPORA, "(every)"]
    print(
        f"{'form':16}{'names':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
        + "".join(f"{name:>10}" for name in (*FIELDS, *OF_PAGE))
    )
    for place in wanted:
        found = scores(places[place]() if place in places else corpus.written(place))
        if "-v" in arguments:
            print(*found["(all)"].faults, sep="\n")
        print(f"-- {place}", table(found), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
