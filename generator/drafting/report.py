"""The drafter's report (核稿报告) as data: what was found, where, and what to do about it."""

from __future__ import annotations

import datetime
from typing import Literal

from generator.models import CellState, Frozen

Urgency = Literal["must", "check", "note"]
"""应改 / 应核 / 供参考."""

Part = Literal["leftovers", "citations", "numbering", "units", "tasks", "wording"]
"""The parts of the report that hold findings."""


class Spot(Frozen):
    """A place in the draft: 1-based line of its text, and the provision as people cite it ("二(一)1")."""

    line: int
    where: str


class Finding(Frozen):
    """Something to look at in the draft.

    `passage` is the draft's own text; `others` are further places where the same is to be said.
    """

    part: Part
    code: str
    urgency: Urgency
    spot: Spot
    passage: str
    message: str
    advice: str
    others: tuple[Spot, ...] = ()


class Passage(Frozen):
    """A provision of a document held: how people cite it, its text, and its address on the site ("" without one).

    `digest` marks a text that is not the official wording; `about` names its own domain where it is shown for another.
    """

    policy: str
    item: str
    label: str
    title: str
    text: str
    units: str = ""
    deadlines: str = ""
    digest: bool = False
    about: str = ""
    href: str = ""


class MissingDomain(Frozen):
    """A domain (领域) that others have and the draft has not, with their provisions.

    `state` is how the draft stands: absent, mentioned (then `touched` says in which provisions, or `passing` where
    else) or unknown (then `passing` says why); `answered` names its provisions about something else that take up what
    the baseline says.
    """

    domain: str
    name: str
    group: str
    state: CellState
    touched: tuple[Spot, ...] = ()
    passing: str = ""
    answered: tuple[Spot, ...] = ()
    met: tuple[Spot, ...] = ()
    baseline: tuple[Passage, ...] = ()
    peers: tuple[Passage, ...] = ()
    href: str = ""


class SharedPassage(Frozen):
    """A passage of the draft that stands word for word elsewhere; `chars` is its length.

    `partly` are further documents that have a part of it, with the length of the longest.
    """

    spot: Spot
    text: str
    chars: int
    others: tuple[Passage, ...]
    partly: tuple[tuple[Passage, int], ...] = ()


class Share(Frozen):
    """How many characters of the draft's running text stand word for word in one other document."""

    policy: str
    name: str
    chars: int
    share: float


class Edition(Frozen):
    """The document held that the draft is a revision of.

    `share` is the part of the draft's running text that stands in it, `elsewhere` what of the rest stands in others.
    """

    policy: str
    name: str
    title: str
    doc_number: str | None
    status: str
    share: float
    elsewhere: float = 0.0
    href: str = ""


class VagueWord(Frozen):
    """A word that leaves something open (措辞), listed and not judged, with the sentences it stands in."""

    kind: str
    word: str
    question: str
    uses: tuple[tuple[Spot, str], ...]


class Compared(Frozen):
    """A document that the draft was compared with."""

    policy: str
    name: str
    title: str
    doc_number: str | None
    status: str
    is_baseline: bool = False
    href: str = ""


class DraftReport(Frozen):
    """Everything found in one draft.

    Attributes:
        file: The draft as the command was told of it.
        place: Name of its jurisdiction; "" if the text does not show it.
        as_of: The day by which names of bodies were judged.
        counts: What was read: name in Chinese -> number.
        remarks: What a reader must know before all else: what could not be checked, and why.
        provisions: How many principles and tasks were read; without any, nothing is said of what is missing.
        compared: The baseline, then the peers.
        chosen_from: How many documents are held, if those compared were chosen among them; 0 otherwise.
        left_out: Documents held whose text is the draft's own.
        other_matter: Whether it seems to be about another matter than the documents held: nothing is said of what is
            missing.
        missing: Domains it lacks, those of the baseline first.
        missing_clauses: Provisions of the baseline without counterpart, in domains that the draft has.
        edition: The document held that it is a revision of, if it is one.
        own_share: Part of its running text (annexes left out) that stands in no other document held, 0 to 1; null if
            not measured.
        domains_present: How many domains it has, of the `domains_total` that it or a document compared has.
    """

    file: str
    title: str
    place: str
    as_of: datetime.date
    counts: dict[str, int]
    compared: tuple[Compared, ...]
    chosen_from: int = 0
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    provisions: int = 0
    other_matter: bool = False
    findings: tuple[Finding, ...] = ()
    missing: tuple[MissingDomain, ...] = ()
    missing_clauses: tuple[Passage, ...] = ()
    domains_present: int = 0
    domains_total: int = 0
    edition: Edition | None = None
    own_share: float | None = None
    shares: tuple[Share, ...] = ()
    shared: tuple[SharedPassage, ...] = ()
    vague: tuple[VagueWord, ...] = ()

    @property
    def has_baseline(self) -> bool:
        """Whether the national guideline is among the documents compared."""
        return any(entry.is_baseline for entry in self.compared)

    @property
    def has_duties(self) -> bool:
        """Whether anything was read of which units and time limits are told: provisions, or rows of a table."""
        return bool(self.provisions or self.counts.get("附表"))

    @property
    def is_word_file(self) -> bool:
        """Whether the draft is a Word file: it was read as if all tracked changes were accepted."""
        return self.file.lower().endswith(".docx")

    @property
    def counted_by(self) -> str:
        """What `Spot.line` counts: lines of a text, or paragraphs with text and rows of tables of any other file."""
        return "行" if self.file.lower().endswith(".txt") else "段"

    def of_part(self, part: Part) -> tuple[Finding, ...]:
        """The findings of one part, the urgent ones first, else in text order."""
        order = {"must": 0, "check": 1, "note": 2}
        found = (finding for finding in self.findings if finding.part == part)
        return tuple(sorted(found, key=lambda finding: (order[finding.urgency], finding.spot.line)))

    def of_urgency(self, urgency: Urgency) -> tuple[Finding, ...]:
        """The findings of one urgency, in text order."""
        found = (finding for finding in self.findings if finding.urgency == urgency)
        return tuple(sorted(found, key=lambda finding: finding.spot.line))
