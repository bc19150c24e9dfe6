"""The lists of reStructuredText, made HTML. A list whose terms are names is a table of them."""

import re

from charter_admin.importing.blocks import Cell
from charter_admin.importing.formats import rst_inline
from charter_admin.importing.names import names

_FIELD = re.compile(r":((?:[^:\n\\]|\\.|:(?! |$)){1,80}):(?: +(.*)|\s*$)")
_BULLET = re.compile(r"(?:[-*+•‣]|\(?(?:\d{1,3}|[a-z#])[.)])( +)(?=\S)")
_CLASSIFIER = re.compile(r" +: +")

Entry = tuple[str, list[tuple[str, str]]]


def read(lines: list[str], index: int) -> tuple[str, int] | None:
    """Read the list that starts at a line, if one does; give it and the index of the line after it."""
    if _FIELD.match(lines[index]):
        return _fields_at(lines, index)
    if match := _BULLET.match(lines[index]):
        return _bullets(lines, index, match.end())
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return _definitions(lines, index) if following[:1] == " " and following.strip() else None


def _fields_at(lines: list[str], index: int) -> tuple[str, int]:
    fields, index = _fields(lines, index)
    rows = "".join(f"<tr><th>{rst_inline.page(n)}</th><td>{rst_inline.page(v)}</td></tr>" for n, v in fields)
    return f"<table>{rows}</table>", index


def _fields(lines: list[str], index: int) -> tuple[list[tuple[str, str]], int]:
    """Read consecutive fields; empty lines may stand between them."""
    found: list[tuple[str, str]] = []
    end = index
    while index < len(lines):
        line = lines[index]
        if match := _FIELD.match(line):
            found.append((match[1].replace("\\", ""), match[2] or ""))
        elif line[:1] == " " and line.strip() and found:
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}".strip())
        elif line.strip():
            break
        index += 1
        end = index
    return found, end


def _bullets(lines: list[str], index: int, depth: int) -> tuple[str, int]:
    items: list[list[str]] = []
    end = index
    while index < len(lines):
        line = lines[index]
        if match := _BULLET.match(line):
            items.append([line[match.end() :]])
        elif line.strip() and line[:1] == " ":
            items[-1].append(line[min(depth, len(line) - len(line.lstrip())) :])
        elif line.strip():
            break
        index += 1
        end = index if line.strip() else end
    return "<ul>" + "".join(f"<li>{rst_inline.page(' '.join(item))}</li>" for item in items) + "</ul>", end


def _definitions(lines: list[str], index: int) -> tuple[str, int]:
    entries: list[Entry] = []
    while index + 1 < len(lines) and lines[index][:1].strip() and lines[index + 1][:1] == " ":
        term, start = lines[index].strip(), index + 1
        index = start
        while index < len(lines) and (not lines[index].strip() or lines[index][0] == " "):
            index += 1
        entries.append((term, _said(term, lines[start:index])))
    return _written(entries), index


def _said(term: str, body: list[str]) -> list[tuple[str, str]]:
    """Give what is said of a term, by field; plain text is its description."""
    depth = min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=0)
    body = [line[depth:] for line in body]
    classifiers = [("", each) for each in _CLASSIFIER.split(term)[1:]]
    start = next((place for place, line in enumerate(body) if _FIELD.match(re.sub(r"^[-*] +", "", line))), len(body))
    fields, _ = _fields([re.sub(r"^[-*] +(?=:)", "", line) for line in body], start) if start < len(body) else ([], 0)
    text = " ".join(line.strip() for line in body[:start] if line.strip())
    return [*classifiers, *([("Description", text)] if text else []), *fields]


def _written(entries: list[Entry]) -> str:
    terms = [_CLASSIFIER.split(term)[0].replace("``", "").replace("\\", "") for term, _ in entries]
    if not all(names(Cell(term)) for term in terms):
        return "".join(
            f"<p>{rst_inline.page(term)}</p>" + "".join(f"<p>{rst_inline.page(text)}</p>" for _, text in said)
            for term, said in entries
        )
    labels = list(dict.fromkeys(label for _, said in entries for label, _ in said))
    rows = [[_CLASSIFIER.split(term)[0], *(dict(said).get(label, "") for label in labels)] for term, said in entries]
    written = [[*(rst_inline.page(cell) for cell in row)] for row in [["Name", *labels], *rows]]
    return (
        "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in written) + "</table>"
    )
