"""Names defined in passing (简称): “…领导小组办公室（以下简称省营商办）”, and then used as any unit's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.models import ReadDefinition, Span
from generator.vocabulary import Vocabulary

DEFINED = re.compile(
    r"(?P<name>[^\s，,。；;：:、（）()《》〈〉“”\"\[\]〔〕]{4,40})[”\"]?"
    r"[（(〔\[【](?:以下|下)?(?:统一|均|统)?(?:简称|称)(?:为)?[：:]?[“\"'‘「]?"
    r"(?P<short>[^“”\"'‘’「」（）()〔〕\[\]【】，,。；;]{2,15})[”\"'’」]?(?:[，,]下同)?[）)〕\]】]"
)
LEADING = re.compile(
    r"^.*(?:成立|设立|组建|建立|由|依托|报请|报送|报|委托|授权|设在|会同|经|向|在)(?=(?:[省市县区]|国家|全国|中共|[一-龥]{2,8}[省市县区])[一-龥]{3,})"
    r"|^.*(?:成立|设立|组建|建立|由|依托|报请)(?=[一-龥]{4,})"
)
"""What a sentence says before the name begins: a verb or preposition, and behind it a name of a place or level."""

HOSTED = re.compile(
    r"(?P<name>(?:(?P<group>[省市县区]?[一-龥]{2,30}?(?:领导小组|委员会|联席会议|指挥部|专班))[，,][一-龥]{0,8}?)?办公室)设在$"
)
"""“成立某某领导小组，办公室设在某局（以下简称某办）”."""


def find_definitions(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> tuple[ReadDefinition, ...]:
    """Find the short names of bodies that a text defines.

    以下简称《方案》 and 以下简称“条例” define documents, which is another matter: a body is known by the end of its
    short name.

    Args:
        text: The source text.
        spans: Passages of the document's own text, half-open code points.
        vocabulary: How names of bodies end (`unit_ending`).

    Returns:
        The definitions in text order, the first of each short name.
    """
    endings = vocabulary.patterns("unit_patterns", "unit_ending")
    found: dict[str, ReadDefinition] = {}
    for start, end in spans:
        if text.find("称", start, end) < 0:
            continue
        for match in DEFINED.finditer(text, start, end):
            short = match["short"].strip()
            if not any(pattern.search(short) for pattern in endings):
                continue
            begin, stop = match.span("name")
            begin = _behind_verb(text, begin, stop)
            hosted = HOSTED.search(text[start:begin])
            if hosted is not None:
                # the office has the name, not the body that it sits in
                begin, stop = start + hosted.start("name"), start + hosted.end("name")
                begin = _behind_verb(text, begin, stop)
                if hosted["group"] is None:
                    continue
            at = text.index(short, match.start("short"))
            found.setdefault(
                short,
                ReadDefinition(name=text[begin:stop], name_span=(begin, stop), short=short, span=(at, at + len(short))),
            )
    return tuple(sorted(found.values(), key=lambda entry: entry.span))


def _behind_verb(text: str, begin: int, stop: int) -> int:
    """Where a name begins behind the verb or preposition that leads to it."""
    lead = LEADING.match(text[begin:stop])
    return begin + lead.end() if lead is not None else begin
