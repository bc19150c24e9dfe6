"""How much of what charters say is read: precision and recall of names, and the fields of the names found.

`python -m tests.importing.scorer` prints a line for each form; `-v` also prints what went wrong.
The corpus is one file per form in charters/forms. A document begins with `@@ its file name`, its answers with
`@@ says`: name | provider | purpose | duration | category, where `-` is nothing and `?` is not judged. The sign `⇥`
stands for a tab.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from charter_admin.importing.declarations import Declaration
from charter_admin.importing.errors import ImportRefused
from charter_admin.importing.extract import import_bytes

FORMS = Path(__file__).parent / "charters" / "forms"
FIELDS = ("provider", "purpose", "duration", "category")
ALIKE = 0.75


@dataclass(frozen=True)
class Sample:
    """One document of a form, with what it declares: a name, then the fields."""

    form: str
    filename: str
    text: str
    answers: tuple[tuple[str, ...], ...]


@dataclass
class Score:
    """Names found, missed and invented; fields right of those judged; and each fault in words."""

    right: int = 0
    missed: int = 0
    invented: int = 0
    fields: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
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


def samples(folder: Path = FORMS) -> Iterator[Sample]:
    """Every document of the corpus."""
    for path in sorted(folder.glob("*.txt")):
        parts = re.split(r"^@@ (?!says$)(.+)\n", path.read_text("utf-8"), flags=re.M)
        for filename, body in zip(parts[1::2], parts[2::2], strict=True):
            text, answers = body.split("@@ says\n")
            yield Sample(path.stem, filename, text.replace("⇥", "\t"), tuple(map(_answer, answers.splitlines())))


def judge(sample: Sample, score: Score) -> None:
    """Add what reading one document gives to a score."""
    try:
        found = list(import_bytes(sample.text.encode(), sample.filename).cookies)
    except ImportRefused as refused:
        score.faults.append(f"{sample.filename}: refused, {refused.code}")
        found = []
    for answer in sample.answers:
        match = _match(answer, found)
        if match is None:
            score.missed += 1
            score.faults.append(f"{sample.filename}: missed {answer[0]}")
        else:
            found.remove(match)
            score.right += 1
            _judge_fields(sample, answer, match, score)
    score.invented += len(found)
    score.faults += [f"{sample.filename}: invented {each.name}" for each in found]


def _judge_fields(sample: Sample, answer: tuple[str, ...], found: Declaration, score: Score) -> None:
    # The category is judged only where the answer tells it.
    wanted = dict(zip(FIELDS, (*answer[1:], *["-", "-", "-", "?"][len(answer) - 1 :]), strict=True))
    for name, text in wanted.items():
        if text == "?":
            continue
        said = getattr(found, name)
        right = said is None if text == "-" else said is not None and _alike(text, said)
        score.fields[name][0] += right
        score.fields[name][1] += 1
        if not right:
            score.faults.append(f"{sample.filename}: {found.name}: {name} {said!r}, not {text!r}")


def _match(answer: tuple[str, ...], found: list[Declaration]) -> Declaration | None:
    """Give the declaration of that name; of several, the one of that provider."""
    same = [each for each in found if each.name == answer[0]]
    provider = answer[1] if len(answer) > 1 else "-"
    return next((each for each in same if (each.provider or "-") == provider), same[0] if same else None)


def _answer(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split(" | "))


def _alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same, but for a few words at their edges."""
    first, second = ([word.strip(".") for word in re.findall(r"[\w.~*]+", text.casefold())] for text in (one, other))
    common = sum(min(first.count(word), second.count(word)) for word in set(first))
    return 2 * common >= ALIKE * (len(first) + len(second))


def scores(folder: Path = FORMS) -> dict[str, Score]:
    """The score of each form, and of all under "overall"."""
    found: dict[str, Score] = {}
    for sample in samples(folder):
        judge(sample, found.setdefault(sample.form, Score()))
    found["overall"] = _together(list(found.values()))
    return found


def _together(parts: list[Score]) -> Score:
    whole = Score(*(sum(getattr(each, name) for each in parts) for name in ("right", "missed", "invented")))
    for name in FIELDS:
        whole.fields[name] = [sum(each.fields[name][place] for each in parts) for place in (0, 1)]
    return whole


def table(found: dict[str, Score]) -> str:
    """Lines to print: per form the number of names, precision, recall, F1, and the share of right fields."""
    lines = [f"{'form':<12} {'names':>5} {'prec':>6} {'recall':>6} {'F1':>6} " + " ".join(f"{n:>8}" for n in FIELDS)]
    for form, score in found.items():
        fields = " ".join(f"{score.share(name):8.3f}" for name in FIELDS)
        names = score.right + score.missed
        lines.append(f"{form:<12} {names:>5} {score.precision:6.3f} {score.recall:6.3f} {score.f1:6.3f} {fields}")
    return "\n".join(lines)


if __name__ == "__main__":
    result = scores()
    if "-v" in sys.argv:
        print(*(f"{form}: {fault}" for form, score in result.items() for fault in score.faults), sep="\n")
    print(table(result))
