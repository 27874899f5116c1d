"""Which documents of a corpus can matter to the citations of one: those that answer to a title or number it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.models import PolicyStub, ReadCitation, Reading, ReadOutline
from generator.normalise.citations import interpreted_title, normalise_number, title_forms
from generator.normalise.folding import compact
from generator.normalise.provisions import articles_of


def outline_of(reading: Reading) -> ReadOutline:
    """What has to be known of a document's reading while the records of others are made."""
    asks = {form for entry in reading.citations for form in _asked(entry)}
    return ReadOutline(metadata=reading.metadata, articles=articles_of(reading), asks=tuple(sorted(asks)))


class Known:
    """The documents of a corpus by the forms that citations ask for them with (see `resolve_citations`)."""

    def __init__(self, stubs: Iterable[PolicyStub]) -> None:
        """Sort them out.

        Args:
            stubs: All documents of the corpus.
        """
        self._stubs = tuple(stubs)
        self._by_form: defaultdict[str, list[int]] = defaultdict(list)
        for number, stub in enumerate(self._stubs):
            for form in _offered(stub):
                self._by_form[form].append(number)

    def answering(self, policy_id: str, asks: Sequence[str]) -> tuple[PolicyStub, ...]:
        """The documents that the citations of one can mean.

        Args:
            policy_id: The citing document, which does not cite itself.
            asks: What it asks for (`ReadOutline.asks`).

        Returns:
            The stubs in their order: what citations are resolved to among them, they are among all.
        """
        found = sorted({number for form in asks for number in self._by_form.get(form, ())})
        return tuple(self._stubs[number] for number in found if self._stubs[number].id != policy_id)


def _asked(entry: ReadCitation) -> Iterator[str]:
    if entry.relation == "related_interpretation":
        yield f"reading {compact(entry.title)}"
        return
    if entry.number:
        yield f"number {normalise_number(entry.number)}"
    issuer, core = title_forms(entry.title)
    # Without an issuer the title may mean a document of any, of a place above.
    yield f"title {issuer} {core}" if issuer else f"core {core}"


def _offered(stub: PolicyStub) -> Iterator[str]:
    if stub.doc_number:
        yield f"number {normalise_number(stub.doc_number)}"
    issuer, core = title_forms(stub.title)
    yield f"core {core}"
    yield f"title {issuer} {core}"
    if stub.text_status == "interpretation":
        yield f"reading {interpreted_title(stub.title)}"
