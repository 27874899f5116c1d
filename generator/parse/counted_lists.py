"""Counts beside the lists that they count (六大 with five items): 政府采购、招标投标、…六大领域; 五个方面：甲、乙、….

A list is told from what merely stands before a number only as far as its form goes, so that nothing is said where
another reading gives the announced count: where 和 may join two members or stand inside one, where the list may begin
before the last comma, where it ends in 等.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.models import Frozen, Line, Span, Warning_
from generator.number_signs import SIGNS
from generator.parse.inline import find_spoken_items
from generator.parse.lines import line_at
from generator.parse.numbering import chinese_value
from generator.vocabulary import Vocabulary

COUNT = re.compile(
    r"(?<![第\d.零〇一二两三四五六七八九十百千万十几数])(?P<n>[两二三四五六七八九十]{1,3}|\d{1,2})"
    r"(?P<unit>大类|大|项|个|类|种|条)(?!多|余|工作日|自然日|小时|季度|百分点|阶段)"
    r"(?P<noun>(?![月年日天周])[\u4e00-\u9fff]{1,4})"
)
"""A count and what is counted; of the noun only the beginning."""
BEHIND = re.compile(
    r"[\u4e00-\u9fff]{0,8}?”?(?P<open>[（(](?:即|包括)?|[：:]|[，,]?(?:即|分别(?:是|为)|主要(?:是|包括|有)|包括)[：:]?)"
)
"""What leads from the noun to a list behind it."""
AHEAD = re.compile(
    r"(?P<phrase>(?:[两二三四五六七八九十]{1,3}|\d{1,2})(?:大类|大|项|个|类|种|条)(?P<noun>[\u4e00-\u9fff]{2,10}))”?[：:]?$"
)
"""A count at the end of what stands above items."""
LEADS_ON = re.compile("以下|下列|如下|[：:]$")
SUMMED = re.compile(r"(?:这|共|共计|一共|合计)$")
STOP = re.compile(r"[。；;：:！!？?\n\t]")
CLOSED = re.compile(r"“[^“”]*”|《[^《》]*》|（[^（）]*）|\([^()]*\)|‘[^‘’]*’")
JOINED = re.compile("以及|[和与及或]")
NUMBERED = re.compile(rf"[{SIGNS}]|[（(][一二三四五六七八九十\d]{{1,2}}[）)]|\d[.．、]")
QUOTED_COUNT = re.compile("“[两二三四五六七八九十]个[\u4e00-\u9fff]{1,4}”(?=[：:])")
"""A count that is called by its name (坚持“四个原则”：甲、乙、丙): its list stands right behind."""
STAGES = re.compile(r"分(?:为|成)?(?P<n>[两二三四五六七八九十])个?(?P<noun>阶段|步)[^。\n：:]{0,12}[：:]")
STAGE = re.compile("第(?P<n>[一二三四五六七八九十])(?P<noun>阶段|步)")
BLANK = "□"
BRACKET_END = re.compile("[）)]")
SENTENCE_END = re.compile("[。\n]")
FEWEST = 3
SEVERAL = 2
"""One stage alone may be told for another reason."""
LONG = 4
NEAR = 2
"""A slip leaves out one or two; a list further off is one of something else."""


class CountedList(Frozen):
    """A count with the list beside it.

    `phrase` is the count as written (六大领域), `members` the list as written, `fits` the counts that some reading of
    it gives, `most` the highest of the plainest reading, `span` the count and the list. `addressed` is whether it lists
    those who have to do with what is counted, and not that.
    """

    announced: int
    phrase: str
    members: tuple[str, ...]
    fits: frozenset[int]
    most: int
    span: Span
    addressed: bool = False

    @property
    def fewest(self) -> int:
        """The lowest count of the plainest reading: no member is two joined ones."""
        return len(self.members)

    @property
    def differs(self) -> bool:
        """Whether the list has another count for certain."""
        if self.announced in self.fits or self.addressed:
            return False
        if 0 < self.announced - self.most <= NEAR:
            return self.most >= FEWEST or all(len(member) >= LONG for member in self.members)
        # More than announced: words of one length are members of one rank; 三类 may be classes of many.
        lengths = [len(member) for member in self.members[1:]]
        flat = self.fewest == self.most and max(lengths, default=0) - min(lengths, default=0) <= 1
        return flat and "类" not in self.phrase and FEWEST <= self.announced < self.fewest <= self.announced + NEAR

    @property
    def is_told(self) -> bool:
        """Whether it is certain that the list has the announced count, or that it has not."""
        return self.differs or self.announced in self.fits

    @property
    def listed(self) -> str:
        """How many the list holds, and what: 5项（甲、乙…）."""
        many = str(self.fewest) if self.fewest == self.most else f"{self.fewest}至{self.most}"
        return f"{many}项（{'、'.join(self.members)}）"


def count_warnings(
    text: str, spans: Sequence[Span], lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[Warning_, ...]:
    """Tell counts that differ from the list right before or behind them.

    Args:
        text: The source text.
        spans: Passages of the document itself; each sentence stands in one.
        lines: All lines of the source.
        vocabulary: Its `list_words`.

    Returns:
        One warning (list_count_mismatch) for each, in text order.
    """
    found = {entry.span: entry for span in spans for entry in counted_lists(text, span, vocabulary) if entry.differs}
    stages = (warning for span in spans for warning in _stage_warnings(text, span, lines))
    listed = (
        Warning_(
            code="list_count_mismatch",
            message=f"“{entry.phrase}”称{entry.announced}项，同句列出{entry.listed}：请核对原文是否有缺漏",
            line=line_at(lines, span[0]),
            span=span,
        )
        for span, entry in sorted(found.items())
    )
    return tuple(sorted((*listed, *stages), key=lambda warning: warning.span))


def _stage_warnings(text: str, span: Span, lines: Sequence[Line]) -> Iterator[Warning_]:
    """Stages that a sentence counts and goes on to tell one by one (分三个阶段：第一阶段…，第二阶段…)."""
    for count in STAGES.finditer(text, *span):
        end = next((stop.start() for stop in SENTENCE_END.finditer(text, count.end(), span[1])), span[1])
        told = {m["n"] for m in STAGE.finditer(text, count.end(), end) if m["noun"] == count["noun"]}
        numbers = {chinese_value(number) for number in told}
        announced = chinese_value(count["n"])
        if len(numbers) >= SEVERAL and numbers == set(range(1, len(numbers) + 1)) and len(numbers) != announced:
            phrase = f"{count['n']}个阶段" if count["noun"] == "阶段" else f"{count['n']}步"
            message = f"“{phrase}”称{announced}项，同句只写到第{max(numbers)}{count['noun']}：请核对原文是否有缺漏"
            yield Warning_(
                code="list_count_mismatch",
                message=message,
                line=line_at(lines, count.start()),
                span=(count.start(), end),
            )


def counted_lists(text: str, span: Span, vocabulary: Vocabulary) -> Iterator[CountedList]:
    """Counts of a passage that have a list beside them, whether it fits or not."""
    passage = text[slice(*span)]
    plain = _plain(passage)
    for count in COUNT.finditer(plain):
        found = _before(passage, plain, count, vocabulary) or _behind(passage, plain, count)
        if found is not None:
            a, b = found.span
            placed = {"span": (span[0] + a, span[0] + b), "addressed": _names_addressed(found, vocabulary)}
            yield found.model_copy(update=placed)


def announced_ahead(text: str, spans: Sequence[Span], titles: Sequence[str]) -> str | None:
    """A count that leads to the items below it and differs from them (实施以下六大工程： above five).

    Args:
        text: The source text.
        spans: The text between a heading and the items below it.
        titles: Titles of these items.

    Returns:
        What is counted, as written, with its count; None if no count is certain to mean them, or it is right.
    """
    if not spans or len(titles) < FEWEST:
        return None
    sentence = SENTENCE_END.split(text[slice(*spans[-1])].strip().removesuffix("。"))[-1]
    counts = [*COUNT.finditer(sentence)]
    ahead = AHEAD.search(sentence)
    if ahead is None or not counts or any(chinese_value(count["n"]) == len(titles) for count in counts):
        return None
    means_them = LEADS_ON.search(sentence) or all(ahead["noun"][-2:] in title for title in titles)
    announced = chinese_value(counts[-1]["n"])
    if not means_them or abs(announced - len(titles)) > NEAR:
        return None
    return f"“{ahead['phrase']}”称{announced}项"


def plain_list(text: str, span: Span, announced: int, vocabulary: Vocabulary) -> CountedList | None:
    """The only list of a passage of one sentence, as the one that a count elsewhere (its heading's) means."""
    passage = text[slice(*span)].rstrip("。")
    plain = _plain(passage)
    if "等" in plain or STOP.search(plain):
        return None
    clauses = [match for match in re.finditer("[^，,]+", plain) if match.group().count("、") >= FEWEST - 1]
    if len(clauses) != 1:
        return None
    a, b = clauses[0].span()
    found = _made(plain[a:b], passage[a:b], (), announced, "", (span[0] + a, span[0] + b))
    return found.model_copy(update={"addressed": _names_addressed(found, vocabulary)})


def _names_addressed(found: CountedList, vocabulary: Vocabulary) -> bool:
    addressed = vocabulary.one_of("list_words", "addressed")
    return any(addressed.search(member) for member in found.members)


def _plain(passage: str) -> str:
    """The passage with everything in brackets and quotes blanked out: what stands there separates nothing."""
    named = {match.start() for match in QUOTED_COUNT.finditer(passage)}
    return CLOSED.sub(lambda match: match[0] if match.start() in named else BLANK * len(match[0]), passage)


def _before(passage: str, plain: str, count: re.Match[str], vocabulary: Vocabulary) -> CountedList | None:
    """A list that ends where the count begins: 甲、乙、丙三项制度, “甲、乙、丙”三类."""
    at = count.start()
    if passage[at - 1 : at] == "”" and plain[at - 1] == BLANK:
        start, at = passage.rfind("“", 0, at) + 1, at - 1
        sentence = passage[start:at]
    else:
        start = max((match.end() for match in STOP.finditer(plain, 0, at)), default=0)
        start = max(start, *(plain.rfind(mark, start, at) + 1 for mark in "（(“‘《"))
        sentence = SUMMED.sub("", plain[start:at])
    clauses = re.split("[，,]", sentence)
    base = clauses[-1]
    last = base.rpartition("、")[2]
    if last == base or "等" in base or not last or JOINED.search(last[-1]):
        return None
    if vocabulary.one_of("list_words", "no_member").search(base):
        # The clause goes on with the count: nothing in it is counted.
        return None
    # The list may begin before the last comma, as far as the clauses before it are lists too.
    first = len(clauses) - 1
    while first and "、" in clauses[first - 1]:
        first -= 1
    begin = start + len(sentence) - len(base)
    shown = passage[begin : begin + len(base)]
    phrase = count["n"] + count["unit"] + count["noun"][:2]
    span = (begin, count.end("unit"))
    return _made(base, shown, clauses[first:-1][::-1], chinese_value(count["n"]), phrase, span)


def _behind(passage: str, plain: str, count: re.Match[str]) -> CountedList | None:
    """A list that a colon, a bracket or 即 leads to: 五个方面：甲、乙、丙."""
    lead = BEHIND.match(plain, count.end()) or BEHIND.match(passage, count.start("noun") + 1)
    if lead is None:
        return None
    announced, phrase = chinese_value(count["n"]), passage[count.start() : lead.start("open")].rstrip("”")
    begin = lead.end()
    spoken = find_spoken_items(passage, (begin, len(passage)))
    if spoken and spoken[0].start == begin:
        numbers = tuple(item.number for item in spoken)
        return _counted(announced, phrase, numbers, (count.start(), begin))
    stop = (BRACKET_END if lead["open"][0] in "（(" else SENTENCE_END).search(plain, begin)
    stop = stop or (BRACKET_END.search(passage, begin) if lead["open"][0] in "（(" else None)
    sentence = plain[begin : stop.start()] if stop else plain[begin:]
    if sentence.startswith(BLANK):
        sentence = passage[begin : begin + len(sentence)]
    if "等" in sentence or NUMBERED.search(sentence):
        return None
    shown = passage[begin : begin + len(sentence)]
    parts = tuple(part for part in re.split("[；;]", sentence) if part)
    span = (count.start(), begin + len(sentence))
    if len(parts) > 1 and "、" not in sentence:
        return _counted(announced, phrase, parts, span)
    clauses = re.split("[；;，,]", sentence)
    if "、" not in clauses[0]:
        return None
    found = _made(clauses[0], shown[: len(clauses[0])], clauses[1:], announced, phrase, span)
    return found.model_copy(update={"fits": found.fits | {len(clauses), len(parts)}})


def _made(base: str, shown: str, others: Sequence[str], announced: int, phrase: str, span: Span) -> CountedList:
    """A list as the clause beside the count has it; the others, the nearest first, may belong to it."""
    members = tuple(shown[match.start() : match.end()] for match in re.finditer("[^、]+", base))
    low, high = len(members), len(members) + len(JOINED.findall(base))
    most, fits = high, set(range(low, high + 1))
    for clause in others:
        low += clause.count("、") + 1
        high += clause.count("、") + 1 + len(JOINED.findall(clause))
        fits |= set(range(low, high + 1))
    return CountedList(announced=announced, phrase=phrase, members=members, fits=frozenset(fits), most=most, span=span)


def _counted(announced: int, phrase: str, members: tuple[str, ...], span: Span) -> CountedList:
    """A list that can be counted in one way only."""
    many = len(members)
    return CountedList(
        announced=announced, phrase=phrase, members=members, fits=frozenset({many}), most=many, span=span
    )
