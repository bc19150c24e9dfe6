"""The literals written in a script, read without running any of it."""

import re
from collections.abc import Iterator
from typing import Any

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_LANGUAGE = Language(tree_sitter_javascript.language())
_MAX_DEPTH = 60
_MAX_NODES = 400_000
_MAX_NAME = 200
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.S)
# Where a literal may stand, with the fields that hold its name and the literal.
_PLACES = {
    "variable_declarator": ("name", "value"),
    "assignment_expression": ("left", "right"),
    "call_expression": ("function", "arguments"),
    "export_statement": ("", "value"),
    "expression_statement": ("", ""),
}


class Regex(str):
    """The source of a regular expression."""

    __slots__ = ()


def literals(source: str) -> Iterator[tuple[str, Any]]:
    """Give each literal that a script names, passes or exports, with that name; of calls, the first argument.

    What is no literal, such as a function or a sum of unknown parts, is None. Names of literals given before stand
    for them.
    """
    tree = Parser(_LANGUAGE).parse(source.encode("utf-8", "replace"))
    known: dict[str, Any] = {}
    for node in _nodes(tree.root_node):
        name, place = _named(node)
        value = _value(place, known, 0) if place is not None else None
        if value is None:
            continue
        if node.type == "variable_declarator":
            known[name] = value
        yield name, value


def _nodes(root: Node) -> Iterator[Node]:
    """Give all nodes in their order, without recursion and up to a bound."""
    waiting, seen = [root], 0
    while waiting and seen < _MAX_NODES:
        node = waiting.pop()
        seen += 1
        if node.type in _PLACES:
            yield node
        if node.type not in ("string", "template_string", "regex"):
            waiting += reversed(node.named_children)


def _named(node: Node) -> tuple[str, Node | None]:
    name_field, field = _PLACES[node.type]
    name = node.child_by_field_name(name_field) if name_field else None
    place = node.child_by_field_name(field) if field else next(iter(node.named_children), None)
    if node.type == "call_expression" and place is not None:
        place = next(iter(place.named_children), None)
    while place is not None and place.type == "parenthesized_expression":
        place = next(iter(place.named_children), None)
    kinds = ("object", "array", "string", "template_string", "binary_expression")
    return _text(name)[:_MAX_NAME] if name else "", place if place is not None and place.type in kinds else None


def _value(node: Node, known: dict[str, Any], depth: int) -> Any:
    if depth > _MAX_DEPTH:
        return None
    kind = node.type
    if kind == "object":
        return dict(_pairs(node, known, depth + 1))
    if kind == "array":
        return [_value(child, known, depth + 1) for child in node.named_children if child.type != "comment"]
    if kind in ("string", "template_string"):
        computed = any(child.type == "template_substitution" for child in node.named_children)
        return None if computed else _unescaped(_text(node)[1:-1])
    if kind == "regex":
        pattern = node.child_by_field_name("pattern")
        return Regex(_text(pattern)) if pattern else None
    if kind == "number":
        return _number(_text(node))
    if kind in ("true", "false"):
        return kind == "true"
    if kind == "binary_expression":
        return _joined(node, known, depth + 1)
    if kind == "parenthesized_expression" and node.named_children:
        return _value(node.named_children[0], known, depth + 1)
    return known.get(_text(node)) if kind == "identifier" else None


def _pairs(node: Node, known: dict[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    for child in node.named_children:
        key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
        if child.type == "pair" and key is not None and value is not None:
            text = _text(key)
            yield _unescaped(text[1:-1]) if key.type == "string" else text, _value(value, known, depth)
        elif child.type == "shorthand_property_identifier":
            yield _text(child), known.get(_text(child))
        elif child.type == "spread_element" and child.named_children:
            spread = _value(child.named_children[0], known, depth)
            yield from spread.items() if isinstance(spread, dict) else ()


def _joined(node: Node, known: dict[str, Any], depth: int) -> str | None:
    left, right, sign = (node.child_by_field_name(name) for name in ("left", "right", "operator"))
    if left is None or right is None or sign is None or _text(sign) != "+":
        return None
    parts = _value(left, known, depth), _value(right, known, depth)
    return "".join(parts) if all(isinstance(part, str) for part in parts) else None


def _number(text: str) -> float | int | None:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        # A lone half of a pair of surrogates is no character.
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if match[4] else _ESCAPES.get(match[5], match[5])


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
