"""Short names that a text defines in passing: “…领导小组办公室（以下简称市分类办）”."""

from __future__ import annotations

import re

from generator.models import PolicyRecord, Span
from generator.models.base import Frozen

_DEFINED = re.compile(
    r"(?P<name>[^\s，,。；;：:、（）()《》〈〉“”\"\[\]〔〕]{4,40})"
    r"[（(〔\[](?:以下|下)(?:统一)?简称[：:]?[“\"'‘]?(?P<short>[^“”\"'‘’（）()〔〕\[\]，,。；;]{2,15})[”\"'’]?[）)〕\]]"
)
_BODY = re.compile(r"(?:委员会|领导小组|指挥部|联席会议|办公室|工作专班|中心|小组|委|办|局|厅|部|署|院|会|站|所|队)$")
"""How bodies are called; 以下简称《方案》 and 以下简称“条例” define documents, which is another matter."""

_BEFORE = re.compile(r"^.*(?:成立|设立|组建|建立|由|依托|报请)(?=[\u4e00-\u9fff]{4,})")
"""What a sentence says before the name begins; names themselves hold none of these words."""


class Definition(Frozen):
    """A short name with the name it stands for, and where the short name is defined."""

    name: str
    short: str
    line: int
    span: Span


def defined_names(record: PolicyRecord, source: str) -> tuple[Definition, ...]:
    """The short names of bodies that a document defines.

    Args:
        record: The document's record; what it calls a repetition (duplicate) is passed over.
        source: Its text.

    Returns:
        The definitions in the order of the text, the first of each short name; spans of the short names.
    """
    repeated = [block.span for block in record.blocks if block.kind == "duplicate"]
    found: dict[str, Definition] = {}
    for match in _DEFINED.finditer(source):
        name, short = _BEFORE.sub("", match["name"]), match["short"].strip()
        if not _BODY.search(short) or any(start <= match.start() < end for start, end in repeated):
            continue
        line = source.count("\n", 0, match.start("short")) + 1
        found.setdefault(short, Definition(name=name, short=short, line=line, span=match.span("short")))
    return tuple(found.values())
