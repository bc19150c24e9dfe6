"""The charters the importer is judged on, each with what it says. One sort of case, from three places:

- `charters/*.json`: the whole output for the file beside it, byte for byte (`whole`);
- `charters/<corpus>/<form>.txt`: many short documents (`written`). A document begins with `@@ its file name`, its
  answers with `@@ says`: name | provider | purpose | duration | category, where `-` is nothing and `?` is not judged.
  A line `= locale | platform` may come first. The sign `⇥` stands for a tab;
- `made`: workbooks, word-processor documents, PDFs and the like, written by libraries (`made`).
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.importing.made import copied, desks, objects, ods, office, pdf, rst, word, xlsx
from tests.importing.made.case import Case

CHARTERS = Path(__file__).parent / "charters"
CORPORA = tuple(sorted(path.name for path in CHARTERS.iterdir() if path.is_dir()))
PLAIN = ("plain", "tables")


def every() -> Iterator[Case]:
    """All charters there are."""
    yield from whole()
    for corpus in CORPORA:
        yield from written(corpus)
    yield from made()


def made() -> tuple[Case, ...]:
    """Those that libraries write."""
    parts = (xlsx, ods, word, pdf, rst, objects, copied, office, desks)
    return tuple(case for part in parts for case in part.CASES)


def whole() -> Iterator[Case]:
    """Those with their whole output beside them."""
    for path in sorted(CHARTERS.glob("*.json")):
        told, source = json.loads(path.read_text("utf-8")), path.with_suffix("")
        answers = tuple((c["name"], c["provider"], c["purpose"], c["duration"], c["category"]) for c in told["cookies"])
        yield Case(
            source.suffix[1:], source.name, source.read_bytes, answers, locale=told["locale"], platform=told["platform"]
        )


def written(corpus: str) -> Iterator[Case]:
    """The short documents of one corpus."""
    for path in sorted((CHARTERS / corpus).glob("*.txt")):
        parts = re.split(r"^@@ (?!says$)(.+)\n", path.read_text("utf-8"), flags=re.M)
        for filename, body in zip(parts[1::2], parts[2::2], strict=True):
            yield document(path.stem, filename, body)


def document(form: str, filename: str, body: str) -> Case:
    """One document with its answers behind `@@ says`."""
    text, said = body.split("@@ says\n")
    lines = said.splitlines()
    page = _parts(lines.pop(0)[1:]) if lines and lines[0].startswith("= ") else ["?", "?"]
    answers = tuple(tuple(_parts(line)) for line in lines)
    data = text.replace("⇥", "\t").encode()
    return Case(form, filename, partial(bytes, data), answers, form in PLAIN, page[0], page[1])


def _parts(line: str) -> list[str | None]:
    return [None if (text := part.strip()) == "-" else text for part in line.split(" | ")]
