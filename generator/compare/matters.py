"""Matters: which domains a provision settles, and which it only names (see tests/truth/alignment.md)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.compare.folding import fold_word, folded_text

CLAUSE = re.compile(r"[^，,：:。！？!?；;\n]+")
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*\n?")
LEADING = re.compile("[对将把在按以为围通根凡]|依(?!法)|.*(?:基础上|前提下|过程中)$")
"""A clause that only leads up to what the sentence says (对……的，按照……，以……为引领，在……基础上); 依法 does not."""

TREATED = re.compile("对(?![照接外内])[^的]*的")
"""A clause that says who is treated how (对守信践诺的单位) settles nothing about what it names."""

BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
LIST = 3
"""Members (、) from which a clause is a list: a domain that is one of them is named there, not settled."""

TAIL = "等"
"""It stands for a member more (债务融资、招标投标等领域)."""

NEAR = 6
"""Characters within which a word stands at a 、."""

WORDS = 3
"""Different words of one domain in one clause, from which it is no longer one of a list."""

CLAUSES = 2
"""Clauses about a domain that settle something about it together."""

PAIR = 2
"""Different words of one domain in one clause, from which the clause settles something if it is large."""

BARE_SHARE = 1 / 6
"""A sentence of a single clause settles something if it is at least this part of its provision; a clause is large."""

MAIN_SHARE = 1 / 4
"""A domain whose sentences make up this part of a provision is one of its main matters."""


JOIN = re.compile("[^和]{0,4}和[^和]{0,4}")
"""What stands between two members of a folded title that joins them (执法和服务, 教育培训和示范引领)."""


@dataclass(frozen=True)
class TitleWords:
    """The words by which titles tell their domains.

    Attributes:
        pattern: Finds any of them, of those that begin at one place the longest.
        domains: Folded word -> ids of its domains.
    """

    pattern: re.Pattern[str]
    domains: Mapping[str, tuple[str, ...]]


def make_title_words(words: Mapping[str, Iterable[str]]) -> TitleWords:
    """Prepare the words (domain id -> folded words) by which titles tell their domains."""
    domains: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for domain, named in words.items():
        for word in named:
            domains[word][domain] = None
    longest = sorted(filter(None, domains), key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")
    return TitleWords(pattern, {word: tuple(held) for word, held in domains.items()})


def joined_domains(title: str, primary: str | None, words: TitleWords) -> tuple[str, ...]:
    """The domains that a title joins to the primary one by short words (规范执法与服务), in their order.

    Args:
        title: The title.
        primary: The domain the provision is about.
        words: The words that tell domains in titles.

    Returns:
        Their ids without the primary one; none where no member of a chain is about that.
    """
    folded = fold_word(title.replace("、", "和"))
    if primary is None or "和" not in folded:
        return ()
    chains: list[list[str]] = []
    end = None
    for match in words.pattern.finditer(folded):
        held = words.domains[match.group()]
        if end is None or not JOIN.fullmatch(folded[end : match.start()]):
            chains.append([])
        chains[-1].append(primary if primary in held else held[0])
        end = match.end()
    return tuple(dict.fromkeys(d for chain in chains if primary in chain for d in chain if d != primary))


@dataclass(frozen=True)
class Matters:
    """What a provision is about.

    Attributes:
        main: Ids of its main matters, the primary domain first.
        settled: Ids of all domains it settles something about, main or not.
        titled: Those of the main ones that it is known by: the primary domain and those that stand in its title. Who
            names one of these names the provision; who names another one speaks of something that stands in it too.
    """

    main: tuple[str, ...]
    settled: frozenset[str]
    titled: tuple[str, ...] = ()


def find_matters(
    title: str,
    sentences: Sequence[str],
    primary: str | None,
    words: Mapping[str, Sequence[str]],
    nature: str,
    joined: Sequence[str] = (),
) -> Matters:
    """Tell the domains that a provision settles from those it names.

    A domain is settled by a sentence of its own (one that opens with it and not with the primary domain), by CLAUSES
    clauses in sentences without the primary domain, by one large clause with a PAIR of its words, or as the primary
    domain. In a field (政府采购) what the other domains are about is a means, and who acts (街道乡镇) is no matter of
    its own. A title that joins two domains (政府采购和招标投标) names two main matters.

    Args:
        title: The title.
        sentences: The sentences of the text, as written.
        primary: The domain it is about.
        words: Domain id -> folded words of the domain that stand in the provision, the primary one included; domains
            that say who acts left out.
        nature: Nature of the primary domain.
        joined: Ids of domains that the title joins to the primary one by other words than these.

    Returns:
        The matters.
    """
    own = tuple(dict.fromkeys((*titled_domains(title, primary, words), *joined)))
    if nature == "field" or not words.keys() - {primary}:
        return Matters(own, frozenset(own), own)
    count = _Count(primary, words, nature == "actor", sum(len(folded_text(sentence)) for sentence in sentences))
    for sentence in sentences:
        count.add(sentence)
    others, folded = count.settled(), folded_text(title)
    further = [domain for domain in words if domain in others - set(own)]
    titled = [domain for domain in further if any(word in folded for word in words[domain])]
    large = [domain for domain in further if domain in titled or count.is_large(domain)]
    return Matters((*own, *large), frozenset((*own, *others)), (*own, *titled))


def titled_domains(title: str, primary: str | None, words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The primary domain and those that the title names in one breath with it (政府采购和招标投标).

    Args:
        title: The title.
        primary: The domain the provision is about.
        words: Domain id -> folded words of the domain that stand in the provision, the primary one included.

    Returns:
        Their ids, the primary one first; none without one.
    """
    if primary is None or not words.keys() - {primary}:
        return () if primary is None else (primary,)
    named = (_named(clause, words) for clause in CLAUSE.findall(title))
    return tuple(dict.fromkeys((primary, *(domain for found in named if primary in found for domain in found))))


class _Count:
    """What the sentences of one provision say about other domains than its primary one."""

    def __init__(self, primary: str | None, words: Mapping[str, Sequence[str]], is_actor: bool, length: int) -> None:
        self._primary, self._words, self._is_actor, self._length = primary, words, is_actor, length
        self._clauses: defaultdict[str, int] = defaultdict(int)
        self._share: defaultdict[str, int] = defaultdict(int)
        self._whole: set[str] = set()

    def settled(self) -> set[str]:
        """The domains about which something is settled."""
        return self._whole | {domain for domain, count in self._clauses.items() if count >= CLAUSES}

    def is_large(self, domain: str) -> bool:
        """Whether the sentences about a domain are a good part of the provision."""
        return self._share[domain] >= MAIN_SHARE * self._length

    def add(self, sentence: str) -> None:
        """Count a sentence. One that opens with the primary domain is about that, unless it says who acts."""
        clauses = CLAUSE.findall(sentence)
        named = [{} if TREATED.match(clause) else _named(clause, self._words) for clause in clauses]
        every = {domain for found in named for domain in found}
        if not every - {self._primary}:
            return
        for clause, found in zip(clauses, named, strict=True):
            if self._is_large_clause(clause):
                self._whole.update(domain for domain, words in found.items() if words >= PAIR)
        self._whole.discard(self._primary or "")
        opening = next((number for number, clause in enumerate(clauses) if not LEADING.match(clause)), 0) + 1
        about_primary = self._primary in every and not self._is_actor
        if about_primary and any(self._primary in found for found in named[:opening]):
            return
        for domain in every - {self._primary}:
            strengths = [found.get(domain, 0) for found in named]
            said = sum(map(bool, strengths))
            if not about_primary:
                self._clauses[domain] += CLAUSES if max(strengths) >= WORDS else said
            alone = every <= {domain, self._primary} and (said >= CLAUSES or not about_primary)
            if alone and any(strengths[:opening]):
                self._add_own(domain, len(clauses), len(folded_text(sentence)))

    def _is_large_clause(self, clause: str) -> bool:
        return len(folded_text(clause)) >= BARE_SHARE * self._length and not LEADING.match(clause)

    def _add_own(self, domain: str, clauses: int, length: int) -> None:
        if clauses > 1 or length >= BARE_SHARE * self._length:
            self._whole.add(domain)
            self._share[domain] += length


def _named(clause: str, words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Domain id -> how many of its words stand in the clause, where it is not just a member of a list."""
    folded = folded_text(clause)
    kept: defaultdict[str, list[str]] = defaultdict(list)
    taken: set[int] = set()
    every = ((word, domain) for domain, found in words.items() for word in found)
    for word, domain in sorted(every, key=lambda entry: (-len(entry[0]), entry)):
        start = folded.find(word)
        if start >= 0 and taken.isdisjoint(range(start, start + len(word))):
            taken.update(range(start, start + len(word)))
            kept[domain].append(word)
    return {
        domain: len(found)
        for domain, found in kept.items()
        if len(found) >= WORDS or not all(is_listed(word, clause) for word in found)
    }


def has_list(text: str) -> bool:
    """Whether a text may hold a list of LIST members (cheaper than looking for one)."""
    return text.count("、") + text.count(TAIL) >= LIST - 1


def is_listed(word: str, clause: str) -> bool:
    """Whether a folded word stands in a clause only as a member of a list (政务公开、行政审批、统计)."""
    members = [folded_text(member) for member in BRACKETS.sub("", clause).split("、")]
    if len(members) + (TAIL in members[-1][: NEAR + 1]) < LIST:
        return False
    if not any(word in member for member in members):
        return False
    # In the first and the last member the list is only what stands near the 、.
    first, last = members[0], members[-1]
    before = word in first and len(first) - first.rfind(word) - len(word) > NEAR
    after = word in last and last.rfind(word) > NEAR
    return not before and not after
