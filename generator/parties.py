"""Who is meant by 我委, 本局 (the issuer of a document) and 贵局 (its addressee)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.vocabulary import Vocabulary

_ENDINGS = {
    "委": "(?:委|委员会)",
    "办": "(?:办|办公室|办公厅)",
    "厅": "(?:厅|办公厅)",
    "会": "(?:会|委员会)",
    "政府": "政府",
    **{level: f"{level}(?:人民)?政府" for level in "省市县区州盟旗镇乡"},
}
"""How the full name ends where it does not end as the short one does."""
_BETWEEN = re.compile(r"[\s、，,；;]+")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]$")
_MANY = re.compile("(?:各|有关|相关|其他).*$", re.DOTALL)
"""Behind these stand names of many: 各市、县财政局, of which only the first part may begin so."""


@dataclass(frozen=True)
class Parties:
    """The offices a document is from and to, as its metadata name them."""

    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spoken:
    """A name that tells only who speaks or who is spoken to; `office` is who that is, None if nothing tells.

    `own` is set for 我 and 本, not for 贵.
    """

    own: bool
    office: str | None


def parties_of(issuer: str | None, addressees: Sequence[str]) -> Parties:
    """The parties of a document.

    Args:
        issuer: Its issuer; several, where they issue jointly, with blanks or 、 between them.
        addressees: Its addressees (主送机关) as written.

    Returns:
        The single offices of both; names of many (各县财政局) name nobody.
    """
    return Parties(issuers=_offices([issuer or ""]), addressees=_offices(addressees))


def _offices(names: Sequence[str]) -> tuple[str, ...]:
    single = _MANY.sub("", "、".join(names))
    return tuple(dict.fromkeys(part for part in _BETWEEN.split(single) if part))


def spoken(raw: str, parties: Parties, vocabulary: Vocabulary) -> Spoken | None:
    """Whom a name means that tells only who speaks (我委) or who is spoken to (贵局).

    Args:
        raw: The name as written.
        parties: The offices of the document.
        vocabulary: The forms of such names (`own_office`, `addressed_office` of unit_patterns.yaml).

    Returns:
        The office, if exactly one of those in question has a name that ends so; None for any other name.
    """
    for name, offices in (("own_office", parties.issuers), ("addressed_office", parties.addressees)):
        match = next((m for p in vocabulary.patterns("unit_patterns", name) if (m := p.fullmatch(raw))), None)
        if match is None:
            continue
        ending = _ENDINGS.get(match["kind"], re.escape(match["kind"]))
        fits = [office for office in offices if re.search(f"{ending}$", _ASIDE.sub("", office))]
        return Spoken(own=name == "own_office", office=fits[0] if len(fits) == 1 else None)
    return None
