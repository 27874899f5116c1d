"""A site that notes what is asked of it: what was made from it is known to be good for as long as the answers hold.

A part of the site (a document's page, say) is rendered from a watched site. Everything it asks for becomes a fact: the
record of a document, the title of a provision elsewhere, the links from a document. A part may be used again where all
its facts are what they were. Nothing has to be listed by hand: what nobody thought of is a fact by itself, and what
cannot be told apart is the fact that nothing at all has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from generator.models.passing import for_a_while
from generator.render.facts import ASKED, Fact
from generator.render.index import Index

if TYPE_CHECKING:
    from generator.render.site import SiteInput

Made = TypeVar("Made")

REMEMBERED = 20_000
"""Small pieces of pages kept with their facts."""

_OF_RECORD = frozenset(
    {"record", "items", "item", "parts", "annex_deadlines", "deadlines_above", "units_above", "clauses"}
)
_OF_OUTLINE = frozenset(
    {"number", "label", "title", "name", "short", "status_of", "is_digest", "is_second_hand", "hue_of"}
)
_BETWEEN = frozenset({"links_from", "link_between"})
"""Questions to the index about links: the first argument and the third, if there is one, name the policies."""

_OF_NEAR = MappingProxyType({question: fact for fact, question in ASKED.items()} | {"counterparts_by_strength": "near"})
"""Questions to the index about what pages say of links -> the facts' names."""

_OF_ALL: MappingProxyType[str, str] = MappingProxyType(
    {"links_told": "links", "links_in_short": "links", "reuse_shares": "item_reuse", "covered": "coverage"}
)
"""Questions to the index about all entries of one kind that a document has -> the entries."""

_FREE = frozenset({"paragraphs", "units_by_role"})
"""These give what stands in their arguments, which somebody had to ask for."""


class WatchedSite:
    """Stands for a site wherever parts are made, and notes what they ask for."""

    def __init__(self, site: SiteInput) -> None:
        """Watch a site.

        Args:
            site: The whole site; what is chosen from it for display is not watched.
        """
        # Imported here because the environment knows watched sites.
        from generator.render.environment import index_of

        self.origin = site
        self.settings = site.settings
        self.index: Any = _WatchedIndex(index_of(site), self.note)
        self.sources: Any = _WatchedSources(site.sources, self.note)
        self.comparison: Any = _Watched("comparison", site.comparison, self.note)
        self.vocabulary: Any = _Watched("vocabulary", site.vocabulary, self.note)
        self._noting: list[set[Fact]] = []
        self._once: dict[object, Any] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands for whatever a site holds
        """Anything else of the site, as a whole."""
        self.note(("site", name))
        return getattr(self.origin, name)

    def note(self, fact: Fact) -> None:
        """Somebody has asked for something; it is kept for whoever is noting."""
        if self._noting:
            self._noting[-1].add(fact)

    def everything(self) -> SiteInput:
        """The whole site, for those who may use all of it."""
        self.note(("everything",))
        return self.origin

    def once(self, make: Callable[[SiteInput], Made]) -> Made:
        """What is made from the watched site itself, once."""
        if make not in self._once:
            self._once[make] = make(self)  # type: ignore[arg-type]
        made: Made = self._once[make]
        return made

    @contextmanager
    def noting(self) -> Iterator[set[Fact]]:
        """Collect the facts that are asked for in the block; they count for whoever is noting around it too."""
        facts: set[Fact] = set()
        self._noting.append(facts)
        try:
            yield facts
        finally:
            self._noting.pop()
            self._note_all(facts)

    def remembered(self, make: Callable[..., Made]) -> Callable[..., Made]:
        """The same function, whose results are kept with the facts they rest on."""

        @for_a_while(REMEMBERED)
        def kept(*arguments: str) -> tuple[Made, frozenset[Fact]]:
            with self.noting() as facts:
                made = make(*arguments)
            return made, frozenset(facts)

        def noted(*arguments: str) -> Made:
            made, facts = kept(*arguments)
            self._note_all(facts)
            return made

        return noted

    def _note_all(self, facts: Set[Fact]) -> None:
        if self._noting:
            self._noting[-1].update(facts)


class _Watched:
    """Some part of the site whose fields are facts by name."""

    def __init__(self, name: str, value: object, note: Callable[[Fact], None]) -> None:
        self._name, self._value, self._note = name, value, note

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands for whatever the value holds
        self._note((self._name, name))
        return getattr(self._value, name)


class _WatchedSources:
    """The source texts; each belongs to its record."""

    def __init__(self, sources: Mapping[str, str], note: Callable[[Fact], None]) -> None:
        self._sources, self._note = sources, note

    def __getitem__(self, policy: str) -> str:
        self._note(("record", policy))
        return self._sources[policy]


class _WatchedIndex:
    """The look-ups; what is asked of them is noted."""

    def __init__(self, index: Index, note: Callable[[Fact], None]) -> None:
        self._index, self._note = index, note

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands for whatever the index offers
        found = getattr(self._index, name)
        if not callable(found):
            self._note(("index", name))
            return found
        if name in _FREE:
            return found

        def noted(*arguments: Any) -> Any:  # noqa: ANN401 - as above
            self._note(_fact_of(name, arguments))
            return found(*arguments)

        self.__dict__[name] = noted
        return noted


def _fact_of(name: str, arguments: tuple[Any, ...]) -> Fact:
    """What a question to the index asks for."""
    if name in _OF_RECORD:
        return ("record", arguments[0])
    if name in _OF_OUTLINE:
        return ("outline", arguments[0])
    if name in _BETWEEN:
        return ("links_between", *arguments[:3:2]) if len(arguments) > 2 else ("links_of", *arguments)
    if name in _OF_NEAR:
        return (_OF_NEAR[name], *arguments)
    if name in _OF_ALL:
        return (_OF_ALL[name], arguments[0])
    if name == "difference":
        return ("differences_between", *sorted(ref.policy for ref in arguments))
    return ("index", name, *arguments)
