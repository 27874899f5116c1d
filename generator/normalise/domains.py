"""Which domain (领域) a provision is about, by the cues of the vocabulary."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.models import DomainRef, Domains
from generator.normalise.folding import fold
from generator.telling import Told, teller
from generator.vocabulary import Domain, Vocabulary

TITLE = 4.0
"""Weight of a cue in the item's own title, which says what the item is about."""

HEADING = 1.5
"""Weight of a cue in the heading right above it."""

LONG_TITLE_WORD = 3
TITLE_WORD = 2.5
"""Characters from which a word of a title without a cue says nearly as much as a cue, and its weight (风险预警)."""

OPENING = 1.0
"""What a cue in the first sentence counts more than one further down."""

SAFEGUARD = 1.5
"""Factor for the safeguard domains in items that stand among the safeguards."""

DENSITY = 2.0
"""Score that a domain named in the text alone needs to be called secondary."""

COVERAGE = 0.7
"""Share of a clause that the cue must make up for the clause to name the domain."""

SURE = 0.2
"""Probability from which the domain that all words together tell is the primary one, whatever single cues say."""

NOWHERE = 0.5
"""Probability from which a provision is on no domain by all words together, unless a cue of its title tells one."""

TITLED_BY_CUE = 8.0
TITLED_BY_CUES = 20.0
TITLED_BY_WORD = (1.0, 1.5, 2.0, 4.0, 8.0)
"""Odds by which the domain that a title tells is sooner the primary one than all words together say: by cues of one
domain, of several, or by another word of so many characters."""

AMONG_SAFEGUARDS = 3.0
"""Odds by which a provision among the safeguards is sooner on a safeguard domain than its words alone say."""

_SENTENCE = re.compile(r"[。;!?]")
_CLAUSE = re.compile(r"[^,。;!?:、]+")
_INSTITUTION = re.compile(r"^(?:的)?(?:制度|机制|体系|制(?=[,。;]|$)|创建|建设)")
_BETWEEN = re.compile(r"(?:领域|方面)?[、和及与](?:[^、,。;]{1,2}(?=$))?")
"""What stands between two members of a list of domains (债务融资、招标投标)."""
_FIELD = re.compile(r"(?:等)?(?:重点|市场交易)?(?:领域|方面)")
_SAFEGUARDS = "safeguards"


@dataclass(frozen=True)
class _Hit:
    """A cue found: which domain's, where it begins, and the word."""

    domain: str
    start: int
    word: str


@dataclass(frozen=True)
class _Found:
    """What is found in one item.

    Attributes:
        title: The cues in its title.
        short: The short words by which a title without any tells its domain.
        above: The cues in the heading right above it.
        text: The cues in its text.
        folded: The folded text.
        opening: Where its first sentence ends.
    """

    title: tuple[_Hit, ...]
    short: tuple[_Hit, ...]
    above: tuple[_Hit, ...]
    text: tuple[_Hit, ...]
    folded: str
    opening: int


class DomainFinder:
    """The cues of all domains, folded once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the cues of `vocabulary`."""
        self.vocabulary = vocabulary
        self._domains = {domain.id: domain for domain in vocabulary.domains}
        self._teller = teller(vocabulary)
        self._order = {domain.id: number for number, domain in enumerate(vocabulary.domains)}
        cues = [(fold(cue.text), domain.id) for domain in vocabulary.domains for cue in domain.cues]
        self._bars = {
            (fold(entry.text), domain.id): tuple(map(fold, entry.not_in))
            for domain in vocabulary.domains
            for entry in domain.mentions
            if entry.not_in
        }
        self._cues = sorted(cues, key=lambda cue: (-len(cue[0]), cue))
        self._by_start: dict[str, list[int]] = {}
        for number, (word, _) in enumerate(self._cues):
            self._by_start.setdefault(word[:2], []).append(number)
        firsts = "".join(sorted({start[0] for start in self._by_start}))
        self._first = re.compile(f"[{re.escape(firsts)}]" if firsts else "(?!)")
        # Headings stand above many items, and titles are looked at again for the document's own domains.
        self._in_title = lru_cache(maxsize=4096)(lambda title: self._title_hits(fold(title)))
        stems = {(fold(word), domain.id) for domain in vocabulary.domains for word in domain.titles}
        stems |= {(fold(entry.text), domain.id) for domain in vocabulary.domains for entry in domain.mentions}
        self._stems = sorted(stems, key=lambda stem: (-len(stem[0]), stem))

    def find(
        self,
        title: str,
        headings: Sequence[str],
        text: str,
        *,
        safeguard: bool,
        on_subject: bool = False,
        principle: bool = False,
    ) -> Domains:
        """The primary and secondary domains of one item.

        The title weighs most, then the heading above it, then the text: there each cue counts by the
        square root of how often it stands, and more in the first sentence. In a document on the vocabulary's
        subject, a title without a cue counts by other words: like a heading by short ones (档案, 诺), more by
        longer ones. The domain with the highest score is the primary one; others are secondary if the title names them
        or the text does so often enough.

        Args:
            title: The item's title.
            headings: Titles on the way to it, from the top down.
            text: Its text.
            safeguard: Whether it stands among the safeguards (保障措施).
            on_subject: Whether its document is on the vocabulary's subject, so that short words of a title can be
                trusted; those that name a safeguard can be in any document's safeguards.
            principle: Whether it is one: what short words say of it is no safeguard (统筹推进、重点突破).

        Returns:
            The domains with the words that decided; none without any cue.
        """
        found = self._found(title, headings, text, on_subject=on_subject, safeguard=safeguard, principle=principle)
        told = self._teller.tell(title, text) if on_subject else Told({}, ())
        if told.nothing >= NOWHERE and not found.title:
            return Domains()
        ranked = self._ranked(found, safeguard=safeguard)
        odds = {ranked[0]: _standing_of(found.title, found.short)} if ranked else {}
        likeliest, share = self._likeliest(told, odds, safeguard=safeguard, principle=principle)
        if share >= SURE:
            ranked = [likeliest, *(domain for domain in ranked if domain != likeliest)]
        if not ranked:
            return Domains()
        primary, secondary = ranked[0], _secondary(ranked[1:], found, safeguard=safeguard)
        words = _words(primary, (*found.title, *found.short, *found.above, *found.text)) or told.words
        further = {domain: _words(domain, (*found.title, *found.text))[:3] for domain in secondary}
        return self._domains_of(primary, words, further)

    def _found(
        self, title: str, headings: Sequence[str], text: str, *, on_subject: bool, safeguard: bool, principle: bool
    ) -> _Found:
        """What is found in one item; the arguments are those of `find`."""
        folded, in_title = fold(text), self._in_title(title)
        short = self._named_in(title) if (on_subject or safeguard) and not in_title else ()
        if principle:
            short = tuple(hit for hit in short if not self.is_safeguard(hit.domain))
        if not on_subject:
            # Safeguards are alike whatever a plan is about: 加强领导 means the same in all.
            short = tuple(hit for hit in short if self.is_safeguard(hit.domain))
        above = self._in_title(headings[-1]) if headings else ()
        return _Found(in_title, short, above, self._hits(folded), folded, _first_sentence(folded))

    def _ranked(self, found: _Found, *, safeguard: bool) -> list[str]:
        """The domains that cues and short words tell, the likeliest first."""
        scores = self._scores(found, safeguard=safeguard)
        for hit in found.short:
            weight = HEADING if len(hit.word) < LONG_TITLE_WORD else TITLE_WORD
            scores[hit.domain] = scores.get(hit.domain, 0.0) + weight * max(1.0, math.log2(len(hit.word)))
        first = _first_places(found.title, found.text)
        return sorted(scores, key=lambda domain: (-scores[domain], first.get(domain, (9, 0)), self._order[domain]))

    def _domains_of(self, primary: str, words: Sequence[str], secondary: Mapping[str, Sequence[str]]) -> Domains:
        """The domains with the words that decided."""
        told = [(primary, word) for word in words]
        told += [(domain, word) for domain, found in secondary.items() for word in found]
        return Domains(
            primary=self._ref(primary),
            secondary=tuple(map(self._ref, secondary)),
            basis=tuple(f"{self._domains[domain].name}：{word}" for domain, word in told),
        )

    def _likeliest(
        self, told: Told, titled: Mapping[str, float], *, safeguard: bool, principle: bool
    ) -> tuple[str, float]:
        """The domain that words tell, and its probability by its title and by where the item stands."""
        odds = {
            domain: share * titled.get(domain, 1.0) * self._standing(domain, safeguard, principle)
            for domain, share in told.shares.items()
        }
        whole = math.fsum(odds.values())
        if not whole:
            return "", 0.0
        best = max(odds, key=lambda domain: (odds[domain], -self._order[domain]))
        return best, odds[best] / whole

    def _standing(self, domain: str, safeguard: bool, principle: bool) -> float:
        if self._domains[domain].group != _SAFEGUARDS:
            return 1.0
        return 0.0 if principle else AMONG_SAFEGUARDS if safeguard else 1.0

    def is_safeguard(self, domain_id: str) -> bool:
        """Whether the domain is one of the safeguards (保障措施)."""
        return self._domains[domain_id].group == _SAFEGUARDS

    def is_named(self, domain_id: str, title: str, headings: Sequence[str]) -> bool:
        """Whether a cue of the domain stands in the title of an item or in the heading right above it."""
        return any(hit.domain == domain_id for text in (title, *headings[-1:]) for hit in self._in_title(text))

    def _ref(self, domain_id: str) -> DomainRef:
        domain: Domain = self._domains[domain_id]
        return DomainRef(id=domain.id, name=domain.name)

    def _hits(self, folded: str) -> tuple[_Hit, ...]:
        """All cues in a folded text.

        A cue inside a longer one is part of that and does not count by itself; a cue after 各 (every: 各镇)
        says who is to act, not what the item is about.
        """
        taken: list[tuple[int, int]] = []
        hits: list[_Hit] = []
        done: dict[int, int] = {}
        for number, start in sorted(self._places(folded)):
            if start < done.get(number, 0):
                continue
            word, domain = self._cues[number]
            end = done[number] = start + len(word)
            inside = any(a <= start and end <= b and (end - start < b - a) for a, b in taken)
            if not inside and folded[max(start - 1, 0) : start] != "各":
                taken.append((start, end))
                hits.append(_Hit(domain, start, word))
        return tuple(sorted(hits, key=lambda hit: (hit.start, self._order[hit.domain])))

    def _title_hits(self, folded: str) -> tuple[_Hit, ...]:
        """The cues of a folded title but those inside words in which the vocabulary says that they name nothing.

        公务员诚信 names the education of officials, but not in 公务员诚信档案.
        """
        return tuple(hit for hit in self._hits(folded) if not self._is_barred(hit, folded))

    def _is_barred(self, hit: _Hit, folded: str) -> bool:
        return any(
            hit.start >= bar.find(hit.word) and folded.startswith(bar, hit.start - bar.find(hit.word))
            for bar in self._bars.get((hit.word, hit.domain), ())
        )

    def _named_in(self, title: str) -> tuple[_Hit, ...]:
        """The short words by which a title that holds no cue tells its domain (台账)."""
        left, found = fold(title), []
        for word, domain in self._stems:
            place = left.find(word)
            if place >= 0:
                found.append(_Hit(domain, place, word))
                left = left.replace(word, " " * len(word))
        return tuple(found)

    def _places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Number of a cue (the longest ones first) and where it stands, for every place in a text."""
        for match in self._first.finditer(folded):
            at = match.start()
            for number in (*self._by_start.get(folded[at : at + 2], ()), *self._by_start.get(folded[at], ())):
                if folded.startswith(self._cues[number][0], at):
                    yield number, at

    def _scores(self, found: _Found, *, safeguard: bool) -> dict[str, float]:
        """What cues say for each domain."""
        scores = _text_scores(found.text, found.opening)
        for hits, weight in ((found.title, TITLE), (found.above, HEADING)):
            for domain, word in dict.fromkeys((hit.domain, hit.word) for hit in hits):
                if weight == TITLE or domain in scores:
                    scores[domain] = scores.get(domain, 0.0) + weight * math.log2(len(word))
        for domain in scores:
            if safeguard and self._domains[domain].group == _SAFEGUARDS:
                scores[domain] *= SAFEGUARD
        return scores


def is_on_subject(vocabulary: Vocabulary, title: str, provisions: Iterable[str]) -> bool:
    """Whether a document is on the subject of the vocabulary: its title says so, or most of its provisions do.

    Args:
        vocabulary: The vocabulary.
        title: The document's title.
        provisions: Titles and texts of its provisions; looked at only where the title says nothing.

    Returns:
        False also where the vocabulary names no subject.
    """
    subject = re.compile("|".join(map(re.escape, vocabulary.subject)))
    if not vocabulary.subject or subject.search(title):
        return bool(vocabulary.subject)
    said = [subject.search(provision) is not None for provision in provisions]
    return 2 * sum(said) > len(said)


@lru_cache(maxsize=4)
def domain_finder(vocabulary: Vocabulary) -> DomainFinder:
    """The finder of a vocabulary, prepared once for all documents."""
    return DomainFinder(vocabulary)


def _secondary(others: Sequence[str], found: _Found, *, safeguard: bool) -> list[str]:
    """Those of the domains besides the primary one that the title or the text names, or the text tells often enough."""
    titled = {hit.domain for hit in found.title}
    texted = _text_scores(found.text, found.opening)
    named = titled if safeguard else titled | _named(found.folded, found.text) | _listed(found.folded, found.text)
    return [domain for domain in others if domain in named or texted.get(domain, 0.0) >= DENSITY]


def _text_scores(hits: Sequence[_Hit], opening: int) -> dict[str, float]:
    counts: dict[tuple[str, str], float] = {}
    for hit in hits:
        key = hit.domain, hit.word
        counts[key] = counts.get(key, 0.0) + 1.0 + (OPENING if hit.start < opening else 0.0)
    scores: dict[str, float] = {}
    for (domain, _), count in counts.items():
        scores[domain] = scores.get(domain, 0.0) + math.sqrt(count)
    return scores


def _named(folded: str, hits: Sequence[_Hit]) -> set[str]:
    """Domains that a clause names: it consists mostly of the cue, or sets up what the cue is about (…制度)."""
    named: set[str] = set()
    for clause in _CLAUSE.finditer(folded):
        for hit in hits:
            end = hit.start + len(hit.word)
            if not clause.start() <= hit.start or not end <= clause.end():
                continue
            if len(hit.word) >= COVERAGE * len(clause.group()) or _INSTITUTION.match(folded[end:]):
                named.add(hit.domain)
    return named


def _listed(folded: str, hits: Sequence[_Hit]) -> set[str]:
    """Domains that stand side by side in one list: 金融、统计领域; three of them need no 领域 behind them."""
    named: set[str] = set()
    chain: list[_Hit] = []
    for hit in (*hits, None):
        if hit is not None and chain and _BETWEEN.fullmatch(folded[chain[-1].start + len(chain[-1].word) : hit.start]):
            chain.append(hit)
            continue
        domains = {entry.domain for entry in chain}
        after = folded[chain[-1].start + len(chain[-1].word) :] if chain else ""
        if len(domains) > 2 or (len(domains) == 2 and _FIELD.match(after)):
            named |= domains
        chain = [hit] if hit is not None else []
    return named


def _first_sentence(folded: str) -> int:
    match = _SENTENCE.search(folded)
    return match.end() if match else len(folded)


def _first_places(title: Sequence[_Hit], text: Sequence[_Hit]) -> dict[str, tuple[int, int]]:
    places: dict[str, tuple[int, int]] = {}
    for part, hits in enumerate((title, text)):
        for hit in hits:
            places.setdefault(hit.domain, (part, hit.start))
    return places


def _standing_of(in_title: Sequence[_Hit], named_so: Sequence[_Hit]) -> float:
    """The odds that a title gives the domain which it tells."""
    if in_title:
        return TITLED_BY_CUE if len({hit.domain for hit in in_title}) == 1 else TITLED_BY_CUES
    return TITLED_BY_WORD[min(max((len(hit.word) for hit in named_so), default=0), len(TITLED_BY_WORD) - 1)]


def _words(domain: str, hits: Sequence[_Hit]) -> list[str]:
    return list(dict.fromkeys(hit.word for hit in hits if hit.domain == domain))
