"""How well charters are read, by form: `make score-import`.

Precision and recall count the names; the rest are, of the names found, the share with the right text.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.extract import import_bytes
from tests.importing.made import copied, objects, pdf, rst, word, xlsx
from tests.importing.made.case import Answer, Case

CHARTERS = Path(__file__).parent / "charters"
FIELDS = ("provider", "purpose", "duration")


@dataclass
class Score:
    """Counts of one form."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    fields: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1)

    def share(self, name: str) -> float:
        """Of the names found, how many have this field right."""
        return self.fields[name] / self.right if self.right else 1.0

    def add(self, found: Iterable[Declaration], wanted: Iterable[Answer]) -> None:
        """Match what was found with what is there: by name, and among equal names by the other texts."""
        rest = [(each.name, each.provider, each.purpose, each.duration) for each in found]
        self.found += len(rest)
        for answer in wanted:
            self.wanted += 1
            near = [each for each in rest if each[0] == answer[0]]
            if near:
                best = max(near, key=lambda each: sum(a == b for a, b in zip(each, answer, strict=True)))
                rest.remove(best)
                self.right += 1
                self.fields.update(name for name, a, b in zip(FIELDS, best[1:], answer[1:], strict=True) if a == b)


def of_files() -> Iterator[Case]:
    """The charters that lie in files."""
    for path in sorted(CHARTERS.iterdir()):
        told = path.with_name(path.name + ".json")
        if told.exists():
            cookies = json.loads(told.read_text("utf-8"))["cookies"]
            answers = tuple((c["name"], c["provider"], c["purpose"], c["duration"]) for c in cookies)
            yield Case(path.suffix[1:], path.name, path.read_bytes, answers)


def every() -> list[Case]:
    """All charters there are."""
    return [*of_files(), *xlsx.CASES, *word.CASES, *pdf.CASES, *rst.CASES, *objects.CASES, *copied.CASES]


def scores(cases: Iterable[Case]) -> dict[str, Score]:
    """The score of each form, of the plain tables among them and of all."""
    found: dict[str, Score] = {}
    for case in cases:
        charter = import_bytes(case.make())
        for form in (case.form, *(["(plain tables)"] if case.plain else []), "(all)"):
            found.setdefault(form, Score()).add(charter.cookies, case.answers)
    return dict(sorted(found.items()))


def main() -> None:
    """Prints one line a form."""
    print(f"{'form':16}{'names':>7}{'precision':>11}{'recall':>8}{'F1':>7}" + "".join(f"{name:>10}" for name in FIELDS))
    for form, score in scores(every()).items():
        shares = "".join(f"{score.share(name):10.3f}" for name in FIELDS)
        print(f"{form:16}{score.wanted:7}{score.precision:11.3f}{score.recall:8.3f}{score.f1:7.3f}{shares}")


if __name__ == "__main__":
    main()
