"""Domains from a document's own headings (自拟领域), for provisions that no domain of the vocabulary fits."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.models import DomainRef, Domains, PolicyRecord, SourceText, Task, Warning_
from generator.models.held_record import named_in
from generator.models.kinds import is_annexed
from generator.normalise.domains import DomainFinder
from generator.normalise.lines import warn
from generator.normalise.phrases import noun_phrase
from generator.patterns import compile_pattern
from generator.vocabulary import Domain, DomainGroup, Vocabulary

GROUP = DomainGroup(id="own-headings", name="自拟领域")
"""The group that all of them are in."""

_PREFIX = "topic-"
_SHARED = 3
"""Characters that the beginnings or ends of two titles must share to be one domain."""

FOREIGN = 1 / 3
"""A document is on another matter than the vocabulary if titles and headings name the domains of a smaller share
of its tasks (safeguards aside, which are alike everywhere). Measured: documents on the vocabulary's matter reach
0.75 to 1, one on waste sorting 0."""

_MATTER = re.compile(r"关于(?:印发|转发|发布)?[《〈]?(?P<matter>.+?)[》〉]?的[一-龥]{1,6}(?:[（(].*[)）])?$")
"""What a document is about, as its title says."""

_MUST = re.compile("要|应当?|须|将")
_ARTICLE = re.compile("第[零〇一二两三四五六七八九十百0-9]+[条款]")
_RULES = re.compile(
    r"(?:[一-龥]{2,8}?(?:自治[区州县]|省|市|县|区|州|盟|旗)(?!场|民|容)){0,2}(?P<matter>[一-龥]{2,24}?)"
    r"(?:监督|管理|暂行|实施|工作|若干|试行|特别)*(?:办法|条例|规定|细则|规则|规范)(?:[（(].*)?$"
)
"""What rules are about, as their title says: 青川市公共长椅管理办法."""

_QUOTED = re.compile("《(?P<title>[^《》]+)》")

_LONGEST = 16
"""Characters of a name; a longer heading is a sentence, and is cut."""


@dataclass(frozen=True)
class Topics:
    """The tasks with their domains, and what is said about those that were made."""

    tasks: tuple[Task, ...]
    warnings: tuple[Warning_, ...] = ()


def topics_from_headings(
    tasks: Sequence[Task],
    title: str,
    headings: Mapping[str, str],
    finder: DomainFinder,
    source: SourceText,
    *,
    on_subject: bool = False,
) -> Topics:
    """Give each task that no domain fits one that is named after a heading of the document.

    No domain fits where no cue was found, and, in a document that as a whole is on another matter (see FOREIGN),
    where a cue stands in the text alone: that domain becomes a secondary one. Safeguards keep theirs.

    The heading is the first on the way to the task, from the top down, that is about a matter and not only the
    name of a part (主要任务); where there is none, it is the task's own title, and titles that begin or end
    alike share what they have in common. A sentence that stands for the title is none: then it is what the document's
    title says that it is about. A question names none. The id depends on the name alone: documents with the same
    heading share the domain, and it stays when other documents are added.

    Args:
        tasks: All tasks of the document.
        title: Its title; what it shares with a heading is the matter of the whole, and tells nothing apart.
        finder: The cues of the vocabulary.
        headings: Label of a heading, as it stands in the tasks' paths, -> its title.
        source: The document, for line numbers.
        on_subject: Whether it is known to be on the vocabulary's matter, whatever its titles say.

    Returns:
        The tasks in their order, and an info `domain_from_heading` for each domain made, where it is used first.
    """
    missing = _without_domain(tasks, headings, finder, on_subject=on_subject)
    names = _names(missing, tasks, title, headings, finder.vocabulary)
    named = tuple(_with_topic(task, *names[task.id]) if task.id in names else task for task in tasks)
    return Topics(named, tuple(_warnings(named, names, source)))


def _without_domain(
    tasks: Sequence[Task], headings: Mapping[str, str], finder: DomainFinder, *, on_subject: bool
) -> list[Task]:
    """The tasks that no domain fits; see `topics_from_headings`."""
    named_above = {task.id for task in tasks if _is_named(task, headings, finder)}
    bodies = [task for task in tasks if task.kind != "safeguard"]
    foreign = not on_subject and sum(task.id in named_above for task in bodies) < FOREIGN * len(bodies)
    return [
        task
        for task in tasks
        if task.domains.primary is None
        or (foreign and task.id not in named_above and not _is_safeguard(task.kind, task.domains.primary.id, finder))
    ]


def _names(
    missing: Sequence[Task], tasks: Sequence[Task], title: str, headings: Mapping[str, str], words: Vocabulary
) -> dict[str, tuple[str, str]]:
    """Id of a task that no domain fits -> the name of the one it gets, and the heading that names it."""
    said = {task.title: _said_title(task, words) for task in tasks if task.units}
    edits = {task.id for task in missing if _edits(task, words)}
    own = {task.id: "" if task.id in edits else _own_phrase(task, words) for task in missing}
    shared = _shared_parts([phrase for phrase in own.values() if phrase], title)
    names: dict[str, tuple[str, str]] = {}
    for task in missing:
        # of a document annexed to this one the title says what all of it is about
        above = [said.get(entry, entry) for entry in _above(task, headings)[int(is_annexed(task.id)) :]]
        entries = (*above, *(_edited(title) if task.id in edits else _matter(task, title)))
        heading = next((entry for entry in entries if not _asks(entry) and noun_phrase(entry, words)), None)
        name = noun_phrase(heading, words) if heading else shared.get(own[task.id], own[task.id])
        if name:
            names[task.id] = name[:_LONGEST], heading or task.title
    return names


def _own_phrase(task: Task, vocabulary: Vocabulary) -> str:
    """What the title of a task itself is about; "" where it asks."""
    return "" if _asks(task.title) else noun_phrase(_said_title(task, vocabulary), vocabulary)


def _said_title(task: Task, vocabulary: Vocabulary) -> str:
    """The title of a task; of one that is called by its office (3.市公安局：负责…) what it begins with.

    Of a sentence that charges somebody (由市数据局牵头建立平台) it is what is to be done.
    """
    if task.title not in {unit.raw for unit in task.units}:
        return _charge(task, vocabulary) or task.title
    said = vocabulary.one_of("unit_patterns", "duty_opens").match(task.text)
    return task.text[said.end() if said is not None else 0 :]


def _charge(task: Task, vocabulary: Vocabulary) -> str:
    """What a title says behind the offices that it begins with and the verbs that charge them; "" where it has none."""
    names = sorted({unit.raw for unit in task.units}, key=len, reverse=True)
    verbs = [_MUST, *(compile_pattern(entry.pattern) for entry in vocabulary.charge_verbs)]
    whole = task.title.removeprefix("由")
    rest = whole
    charged = False
    while rest:
        office = next((name for name in names if rest.startswith(name)), "")
        verb = max((match.end() for entry in verbs if (match := entry.match(rest)) is not None), default=0)
        if office:
            rest = rest[len(office) :].lstrip("、和及")
        elif verb and rest != whole:
            rest = rest[verb:]
            charged = True
        else:
            break
    return rest if charged else ""


def derived_domains(records: Iterable[PolicyRecord], vocabulary: Vocabulary) -> tuple[Domain, ...]:
    """The domains of records that the vocabulary does not have, as entries of a vocabulary.

    Args:
        records: All records.
        vocabulary: The vocabularies as they stand in their files.

    Returns:
        The domains in the order in which the records use them first.
    """
    known = {domain.id for domain in vocabulary.domains}
    found: dict[str, str] = {}
    for record in records:
        for kind, domain, name in named_in(record):
            if kind == "domain" and domain not in known and domain == topic_id(name):
                found.setdefault(domain, name)
    return tuple(
        Domain(
            id=domain_id,
            code=domain_id,
            name=name,
            group=GROUP.id,
            definition=f"所收文件有标题讲“{name}”的条文，词表没有相应的领域，按标题立为一个；只收标题这样写的条文。",
            cues=(),
            derived=True,
        )
        for domain_id, name in found.items()
    )


def topic_id(name: str) -> str:
    """The id of a domain made from a heading: from its name alone."""
    return f"{_PREFIX}{zlib.crc32(name.encode()):08x}"


def _asks(title: str) -> bool:
    """Whether a heading is a question, as in interpretations (补贴标准是多少？): it names no matter."""
    return title.endswith(("？", "?"))


def _above(task: Task, headings: Mapping[str, str]) -> list[str]:
    return [headings.get(label, label) for label in task.path]


def _edits(task: Task, vocabulary: Vocabulary) -> bool:
    """Whether a task says how the words of another document change, or which documents hold: it names no matter."""
    return vocabulary.one_of("heading_words", "edits_text").match(task.title) is not None


def _edited(title: str) -> list[str]:
    """What the rules are about that the title of a document says it changes (关于修改《…管理办法》的决定)."""
    inner = _QUOTED.search(title)
    match = _RULES.match(inner["title"]) if inner is not None else None
    return [match["matter"]] if match is not None else []


def _matter(task: Task, title: str) -> list[str]:
    """The matter of the document, for a task whose title is a part of its text, and for articles and their points."""
    untitled = _ARTICLE.match(task.number) and _ARTICLE.match(task.title)
    article = untitled or any(_ARTICLE.match(label) for label in task.path)
    stands_in = any(start <= task.title_span[0] < end for start, end in task.spans) or (
        not task.spans and "，" in task.title.replace(",", "，")
    )
    match = _MATTER.search(title) if stands_in or article else None
    match = match or (_RULES.match(title) if article else None)
    return [match["matter"]] if match is not None else []


def _is_named(task: Task, headings: Mapping[str, str], finder: DomainFinder) -> bool:
    primary = task.domains.primary
    return primary is not None and finder.is_named(primary.id, task.title, _above(task, headings))


def _is_safeguard(kind: str, domain: str, finder: DomainFinder) -> bool:
    """Whether a provision among the safeguards is on one of them: these are alike in documents on whatever matter."""
    return kind == "safeguard" and finder.is_safeguard(domain)


def _with_topic(task: Task, name: str, heading: str) -> Task:
    before = task.domains
    touched = (before.primary, *before.secondary) if before.primary is not None else before.secondary
    domains = Domains(
        primary=DomainRef(id=topic_id(name), name=name),
        secondary=touched,
        basis=(f"{GROUP.name}：标题“{heading}”", *before.basis),
    )
    return task.model_copy(update={"domains": domains})


def _shared_parts(phrases: Sequence[str], title: str) -> Mapping[str, str]:
    """Phrase -> the longest beginning or end that it shares with another phrase, where there is one.

    Counted, not compared pair by pair: a long document has thousands of titles.
    """
    ends = {phrase: _ends(phrase) for phrase in dict.fromkeys(phrases)}
    counts = Counter(end for found in ends.values() for end in found)
    parts: dict[str, str] = {}
    for phrase, found in ends.items():
        shared = [part for front, part in found if counts[front, part] > 1 and part not in title and _is_whole(part)]
        if shared:
            parts[phrase] = max(shared, key=lambda part: (len(part), part))
    return parts


def _is_whole(part: str) -> bool:
    """Whether no quote or bracket is cut: 在“聚焦 of 在“聚焦开放”方面 names nothing."""
    return all(part.count(opening) == part.count(closing) for opening, closing in ("“”", "《》", "()", "（）"))


def _ends(phrase: str) -> list[tuple[bool, str]]:
    """Every beginning (True) and end (False) of a phrase that is long enough to name a domain."""
    lengths = range(_SHARED, min(len(phrase), _LONGEST) + 1)
    return [(True, phrase[:n]) for n in lengths] + [(False, phrase[-n:]) for n in lengths]


def _warnings(tasks: Sequence[Task], names: Mapping[str, tuple[str, str]], source: SourceText) -> Iterable[Warning_]:
    users: dict[str, list[Task]] = {}
    for task in tasks:
        if task.id in names:
            users.setdefault(names[task.id][0], []).append(task)
    for name, using in users.items():
        message = (
            f"词表没有合适的领域，按标题“{names[using[0].id][1]}”自拟领域“{name}”，共{len(using)}条；"
            "请核对，必要时在 schema/vocabulary/domains.yaml 登记"
        )
        yield warn(source, using[0].title_span, "domain_from_heading", message, "info")
