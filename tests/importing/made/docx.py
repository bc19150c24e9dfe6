"""Writing word-processor documents: as much of the format as a charter uses."""

import io
import zipfile
from collections.abc import Sequence
from html import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str) -> bytes:
    """A document with this body."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in range(1, 5)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _relations(kind: str, target: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return (
        f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{_RELATION}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def text(words: str, *, bold: bool = False, style: str = "") -> str:
    """A paragraph; a line break stands for one within it."""
    marks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n"))
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r>{marks}{lines}</w:r></w:p>"


def heading(words: str, level: int = 2) -> str:
    """A title, in the style a French program gives it."""
    return text(words, style=f"Titre{level}")


def cell(words: str, *, across: int = 1, down: str = "", paragraphs: bool = False) -> str:
    """A cell. `down` is "restart" where a merged column begins and "continue" where it goes on."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge = f'<w:vMerge w:val="{down}"/>' if down else ""
    inside = "".join(map(text, words.split("\n"))) if paragraphs else text(words)
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inside}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A table of texts, or of cells made before."""
    made = ("".join(each if each.startswith("<w:tc>") else cell(each) for each in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in made) + "</w:tbl>"
