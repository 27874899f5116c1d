"""The outline (标题层级): numbered lines become a tree of nodes, each with the lines that belong to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.models import Frozen, Line, Span, Warning_
from generator.parse.bulleted import FORM as BULLETED
from generator.parse.bulleted import find_bulleted
from generator.parse.closing import only_closing, part_closing
from generator.parse.dotted import as_listed, find_tops, goes_on
from generator.parse.lines import LINE_END, is_blank, trim
from generator.parse.numbering import DOTTED, SPOKEN_INLINE, NumberMark, chinese_value, read_number
from generator.parse.titles import cut_article, cut_title
from generator.parse.unnumbered import FORM as UNNUMBERED
from generator.parse.unnumbered import find_unnumbered
from generator.patterns import compile_pattern
from generator.vocabulary import Vocabulary

NO_TASKS = frozenset({"preliminary", "principles", "goals", "background", "supplementary"})
"""Parts that oblige nobody: their numbered lines stay sections."""

INHERITED = "tasks"
STATING = "preliminary"
SPACES = re.compile(r"\s+")
"""Short titles are often spaced out: 总　则."""

PARAGRAPHED = ("article", "clause")
"""Forms whose text is parted into paragraphs (款)."""

FULL_STOP = re.compile("。[”’\"')）】]*[ \t\u00a0\u3000]*$")
FIRST_STOP = re.compile("[，,。；;：:]")
LONGEST_STAND_IN = 30


class Node(Frozen):
    """A numbered line.

    Attributes:
        id_path: The numbers on the way to it, as they go into ids ("2-1").
        label: From the number to the end of the title, as path entries show it.
        heading_span: From the number to where the text begins (separator included).
        pieces: Spans of its own text by line, first to last, not yet joined.
        role: Kind of part: its own by the section words, else that of the part it stands in.
        children: Indices of its child nodes in the outline.
    """

    mark: NumberMark
    level: int
    id_path: str
    line: int
    title: str
    title_span: Span
    label: str
    heading_span: Span
    run_in: bool
    pieces: tuple[Span, ...]
    role: str
    parent: int | None
    children: tuple[int, ...] = ()


class Outline(Frozen):
    """The nodes in text order, what was odd about their numbers, and the lines of closing provisions behind them."""

    nodes: tuple[Node, ...]
    closing: tuple[Span, ...] = ()
    warnings: tuple[Warning_, ...] = ()


def find_first_heading(lines: Sequence[Line], skipped: frozenset[int]) -> int | None:
    """Number of the first line that opens the outline (一、第一章 …), or of the first numbered line at all."""
    fallback: int | None = None
    own = [line for line in lines if line.number not in skipped and not is_blank(line)]
    tops = find_tops(own)
    for line in own:
        mark = tops.get(line.number) or read_number(line.text.lstrip())
        if mark is None or mark.value != 1 or mark.form == "spoken":
            continue
        if mark.form == "chapter" or (mark.form in ("first", "article") and _is_plausible(line, mark)):
            return _above_first(own, line.number) if mark.form == "article" else line.number
        fallback = fallback or line.number
    return _above_first(own, fallback) if fallback is not None else None


def _above_first(lines: Sequence[Line], first: int) -> int:
    """The line of the heading without number right above the first item, or that of the item."""
    heading = next((n for n in find_unnumbered(lines) if n < first), first)
    between = [line for line in lines if heading < line.number < first]
    return first if between else heading


def _is_plausible(line: Line, mark: NumberMark) -> bool:
    return len(line.text.strip()) > mark.end


def read_outline(text: str, lines: Sequence[Line], vocabulary: Vocabulary) -> Outline:
    """Build the outline of the body.

    Args:
        text: The source text.
        lines: The body's lines (boilerplate, copies and annexes already left out).
        vocabulary: Section words.

    Returns:
        The outline; numbering gaps and repeats are warnings, never refusals.
    """
    tops = find_unnumbered(lines, body=True) or find_tops(lines)
    nodes = _nodes_of(text, lines, tops, vocabulary)
    if bulleted := _bulleted(text, lines, nodes, vocabulary):
        nodes = _nodes_of(text, lines, {**tops, **bulleted}, vocabulary)
    closing = _take_closing(text, nodes, vocabulary)
    return Outline(nodes=_with_children(nodes), warnings=_numbering_warnings(nodes), closing=closing)


def _bulleted(text: str, lines: Sequence[Line], nodes: Sequence[Node], vocabulary: Vocabulary) -> dict[int, NumberMark]:
    """Marks for the lines that list something below a heading without items of its own, in parts that oblige."""
    above = {node.parent for node in nodes}
    places = {trim(text, line.start, line.end)[0]: line.number for line in lines}
    found: dict[int, NumberMark] = {}
    for index, node in enumerate(nodes):
        if index not in above and node.role not in NO_TASKS:
            marks = find_bulleted(text, node.pieces, node.mark.rank, vocabulary)
            found |= {places[at]: mark for at, mark in marks.items() if at in places}
    return found


def _nodes_of(text: str, lines: Sequence[Line], tops: Mapping[int, NumberMark], vocabulary: Vocabulary) -> list[Node]:
    heads: list[tuple[Line, NumberMark]] = []
    last: dict[str, int] = {}
    highest: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for line in lines:
        mark = None if is_blank(line) else tops.get(line.number) or read_number(line.text.lstrip())
        if mark is not None and mark.form == "third" and line.number not in tops and last.keys() & set(DOTTED):
            mark = as_listed(mark)
        if mark is not None and _accept(mark, last, highest) and not _counts_on(mark, line):
            heads.append((line, mark))
            last[mark.form] = highest[mark.form] = mark.value
            ranks[mark.form] = mark.rank
            for form in [form for form in last if ranks[form] > mark.rank]:
                del last[form]
    levels = {rank: level for level, rank in enumerate(sorted({mark.rank for _, mark in heads}), start=1)}
    return _nodes(text, lines, heads, levels, vocabulary)


def _take_closing(text: str, nodes: list[Node], vocabulary: Vocabulary) -> tuple[Span, ...]:
    """Take the closing provisions off the last node; they stay its text where it has no other to say (八、其他)."""
    form = {"article", "clause", "chapter", "part"} & {node.mark.form for node in nodes}
    if not nodes or form or nodes[-1].role == "supplementary":
        return ()
    last = nodes[-1]
    own, closing = part_closing(text, last.pieces, last.run_in, vocabulary)
    named = any(pattern.search(last.title) for pattern in vocabulary.patterns("metadata", "closing_title"))
    if not own and (named or only_closing(text, (last.title_span,), vocabulary)):
        return ()
    nodes[-1] = last.model_copy(update={"pieces": own})
    return closing


def _accept(mark: NumberMark, last: dict[str, int], highest: dict[str, int]) -> bool:
    """Numbers without a mark and 一是 open an item only where they begin or continue a count, also one before.

    Args:
        mark: The number.
        last: The last number of each form in the present part.
        highest: The same of the whole text: 4. in （二） goes on where 3. ended （一）.

    Returns:
        Whether the number opens an item.
    """
    previous = last.get(mark.form, 0)
    if mark.form in DOTTED:
        return goes_on(mark, last)
    if mark.form == "third" and not previous and mark.marked and mark.value == highest.get(mark.form, 0) + 1:
        return True
    if mark.form in ("third", "spoken", "fourth") and mark.value not in (1, previous + 1, previous + 2):
        return False
    if mark.form == "first" and not mark.marked and mark.value != previous + 1:
        return False
    return not (mark.form == "third" and mark.value != 1 and previous == 0)


def _counts_on(mark: NumberMark, line: Line) -> bool:
    """Whether 一是 at the start of a line goes on to 二是 within it: then the line is one text with a list inside."""
    return mark.form == "spoken" and any(
        chinese_value(match["n"]) == mark.value + 1 for match in SPOKEN_INLINE.finditer(line.text)
    )


def _nodes(
    text: str,
    lines: Sequence[Line],
    heads: list[tuple[Line, NumberMark]],
    levels: dict[int, int],
    vocabulary: Vocabulary,
) -> list[Node]:
    nodes: list[Node] = []
    stack: list[int] = []
    used: dict[str, int] = {}
    place = {line.number: position for position, line in enumerate(lines)}
    for index, (line, mark) in enumerate(heads):
        level = levels[mark.rank]
        while stack and nodes[stack[-1]].level >= level:
            stack.pop()
        parent = stack[-1] if stack else None
        until = place[heads[index + 1][0].number] if index + 1 < len(heads) else len(lines)
        following = lines[place[line.number] + 1 : until]
        node = _node(text, line, mark, following, level, parent, nodes, vocabulary)
        repeats = used.get(node.id_path, 0) + 1
        used[node.id_path] = repeats
        if repeats > 1:
            node = node.model_copy(update={"id_path": f"{node.id_path}x{repeats}"})
        stack.append(len(nodes))
        nodes.append(node)
        _give_back(text, nodes, line)
    return nodes


def _give_back(text: str, nodes: list[Node], line: Line) -> None:
    """A paragraph behind the last point (项) of an article is the article's next paragraph (款), not the point's.

    Points end with ；, the last one with 。: what begins a new line behind a 。 belongs to the article again.
    """
    node = nodes[-1]
    above = node.parent
    while above is not None and nodes[above].mark.form not in PARAGRAPHED:
        above = nodes[above].parent
    if above is None or node.mark.form in PARAGRAPHED:
        return
    own = len(node.pieces)
    for index, before in enumerate([(line.start, line.end), *node.pieces]):
        if before[0] < before[1] and FULL_STOP.search(text, *before):
            own = index + sum(piece[1] <= line.end for piece in node.pieces) * (index == 0)
            break
    if own < len(node.pieces):
        nodes[-1] = node.model_copy(update={"pieces": node.pieces[:own]})
        nodes[above] = nodes[above].model_copy(update={"pieces": (*nodes[above].pieces, *node.pieces[own:])})


def _node(
    text: str,
    line: Line,
    mark: NumberMark,
    following: Sequence[Line],
    level: int,
    parent: int | None,
    nodes: list[Node],
    vocabulary: Vocabulary,
) -> Node:
    begin, end = trim(text, line.start, line.end)
    article = mark.form in PARAGRAPHED
    behind = min(begin + mark.end, end)
    dotted = mark.form in DOTTED
    cut = cut_article(text, behind, end) if article else cut_title(text, behind, end, vocabulary, spaced=dotted)
    pieces = [] if cut.text_start is None else [(cut.text_start, end)]
    pieces += [trim(text, row.start, row.end) for row in following if not is_blank(row)]
    title_span = cut.title if cut.title[0] < cut.title[1] else _stand_in(text, begin, mark, end)
    title = text[slice(*title_span)]
    above = nodes[parent] if parent is not None else None
    heading_end = end if cut.text_start is None else cut.text_start
    return Node(
        mark=mark,
        level=level,
        id_path=_id_path(mark, above),
        line=line.number,
        title=title,
        title_span=title_span,
        label=LINE_END.sub(" ", text[behind if mark.form == BULLETED else begin : title_span[1]]),
        heading_span=(begin, heading_end),
        run_in=cut.text_start is not None,
        pieces=tuple(pieces),
        role=section_role(title, vocabulary)
        or (STATING if article and _only_states(text, pieces, vocabulary) else None)
        or (above.role if above else INHERITED),
        parent=parent,
    )


def _id_path(mark: NumberMark, above: Node | None) -> str:
    """The numbers on the way; a heading without number is on the way to nothing, so that ids are those of the items."""
    if mark.form == UNNUMBERED:
        return f"h{mark.value}"
    numbered = above is not None and above.mark.form != UNNUMBERED
    return f"{above.id_path}-{mark.value}" if above is not None and numbered else str(mark.value)


def _stand_in(text: str, begin: int, mark: NumberMark, end: int) -> Span:
    """What stands for a title where there is none: the words up to the first stop, or the number of an article."""
    if mark.form in PARAGRAPHED or begin + mark.end >= end:
        return begin, begin + len(mark.raw)
    start = begin + mark.end
    stop = FIRST_STOP.search(text, start, end)
    return start, min(stop.start() if stop is not None else end, start + LONGEST_STAND_IN)


def section_role(title: str, vocabulary: Vocabulary) -> str | None:
    """The kind of part that a title names by the section words; None where it names none."""
    plain = SPACES.sub("", title)
    for entry in vocabulary.section_words:
        if entry.role != "tasks" and compile_pattern(entry.pattern).search(plain):
            return entry.role
    return None


def _only_states(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> bool:
    """Whether an article only says why there is the document, for whom it is, or what its words mean."""
    said = text[slice(*pieces[0])] if pieces else ""
    return any(pattern.match(said) for pattern in vocabulary.patterns("metadata", "states"))


def _with_children(nodes: list[Node]) -> tuple[Node, ...]:
    children: dict[int, list[int]] = {}
    for index, node in enumerate(nodes):
        if node.parent is not None:
            children.setdefault(node.parent, []).append(index)
    return tuple(
        node.model_copy(update={"children": tuple(children[i])}) if i in children else node
        for i, node in enumerate(nodes)
    )


def _misnumbered(mark: NumberMark, expected: int) -> str:
    if mark.value == expected - 1:
        return f"序号{mark.raw}与上一项重复"
    if mark.value < expected:
        return f"序号{mark.raw}排在第{expected - 1}项之后，次序不对"
    unit = mark.raw[-1] if mark.raw.startswith("第") else "项"
    lacking = f"第{expected}{unit}" if mark.value == expected + 1 else f"第{expected}至{mark.value - 1}{unit}"
    return f"序号{mark.raw}之前缺{lacking}"


def _numbering_warnings(nodes: list[Node]) -> tuple[Warning_, ...]:
    warnings: list[Warning_] = []
    previous: dict[tuple[int | None, str], int] = {}
    for node in nodes:
        key = (node.parent, node.mark.form)
        expected = previous.get(key, 0) + 1
        # (一)… numbered straight through several parts goes on counting; only a jump inside a part is a gap
        # an article may list points (一)… in more than one of its paragraphs; 第三条之一 follows 第三条
        parent = nodes[node.parent].mark.form if node.parent is not None else ""
        renewed = node.mark.value == 1 and parent in PARAGRAPHED
        added = "-" in node.mark.key and node.mark.value == previous.get(key, 0)
        if node.mark.value != expected and key in previous and not renewed and not added:
            said = f"{_misnumbered(node.mark, expected)}，请核对原文"
            warnings.append(Warning_(code="numbering_gap", message=said, line=node.line, span=node.heading_span))
        previous[key] = node.mark.value
    return tuple(warnings)
