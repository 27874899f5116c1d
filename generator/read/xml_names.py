"""Small look-ups in XML by local names (docx, ofd): versions of the formats differ in namespace only."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def local(element: etree._Element) -> str:
    """The element's name without namespace; empty for comments, instructions and entity references."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """The value of an attribute by its local name, None if the element or the attribute is not there."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The element's children of these local names, in order."""
    return (child for child in element if local(child) in names)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child on a path of local names, None where the path ends early."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def integer(text: str | None, default: int | None = None) -> int | None:
    """A whole number of an attribute, `default` where there is none or it is none."""
    if text is None:
        return default
    stripped = text.strip()
    digits = stripped[1:] if stripped[:1] == "-" else stripped
    return int(stripped) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else default


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch (w:vanish) is there and not switched off."""
    return element is not None and (attribute(element) or "true").lower() not in ("0", "false", "off", "none")
