"""Parse: SourceText -> Reading. Everything a text says, by span; names and places stay as written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.models import (
    BlockKind,
    Line,
    Reading,
    ReadMetadata,
    Repair,
    SourceNotes,
    SourceText,
    Span,
    Warning_,
)
from generator.parse.annex import AnnexReading, find_annexes, read_annexes
from generator.parse.annex_cells import is_table_note
from generator.parse.annex_inner import find_inner_tables
from generator.parse.annex_tables import first_table_line
from generator.parse.attached import find_attached, find_further, further_warning, notice_warning
from generator.parse.below import find_below
from generator.parse.blocks import cover
from generator.parse.bodies import Body, read_body
from generator.parse.citations import find_citations
from generator.parse.counted_lists import count_warnings
from generator.parse.damage import find_damage, warn_of_dates
from generator.parse.definitions import find_definitions
from generator.parse.duplicates import describe, find_near_duplicate
from generator.parse.first_leads import items_led, note_on_all, rows_led
from generator.parse.frame import Frame, read_frame
from generator.parse.items import Parts, read_closing, read_items
from generator.parse.lines import is_blank, line_at, split_lines, trim
from generator.parse.lone_numbers import join_lone_numbers
from generator.parse.masked import masked
from generator.parse.metadata import MetadataReading, read_metadata
from generator.parse.outline import Outline
from generator.parse.paragraphs import read_paragraphs
from generator.parse.personal import find_personal_data
from generator.parse.questions import find_questions, outline_with_questions, question_nodes
from generator.parse.references import find_references
from generator.parse.renumbered import renumbered
from generator.parse.restored import restored
from generator.parse.run_on import part_lines
from generator.parse.supplementary import read_supplement
from generator.traditional import is_traditional, simplified
from generator.vocabulary import Vocabulary

__all__ = ["parse"]

PERSONAL = {"name": "姓名", "phone": "电话", "fax": "传真", "email": "电子邮箱", "account": "微信等账号"}


def parse(source: SourceText, vocabulary: Vocabulary, notes: SourceNotes | None = None) -> Reading:
    """Read one document.

    The parser never refuses: what it cannot place stays an unclassified block, what looks wrong becomes a
    warning, and what it mends is recorded as a repair while the source stays as it is.

    Args:
        source: The document's text.
        vocabulary: Words and patterns to read by.
        notes: What is known about the document besides its text; a status given there settles what kind
            of text this is.

    Returns:
        The reading; every span is a half-open range of code points into `source.text`.
    """
    text = masked(source.text)
    text = simplified(text) if is_traditional(text) else text
    if text == source.text:
        return _parse(source, vocabulary)
    reading = _parse(source.model_copy(update={"text": text}), vocabulary)
    if len(split_lines(text)) != len(split_lines(source.text)):
        reading = renumbered(reading, split_lines(text), source.text)
    return restored(reading, text, source.text)


def _parse(source: SourceText, vocabulary: Vocabulary) -> Reading:
    text = source.text
    physical = split_lines(text)
    whole = join_lone_numbers(text, physical)
    lines = part_lines(whole, _tables_begin(whole, vocabulary), vocabulary)
    reading = _read(source, lines, vocabulary)
    return reading if lines == physical else renumbered(reading, lines, text)


def _tables_begin(lines: Sequence[Line], vocabulary: Vocabulary) -> int | None:
    """Number of the first line that is no running text: of an annex, or of a table without tabs in the body."""
    inner = find_inner_tables(lines, vocabulary)
    broken = next((part.lines[0].number for part in inner if not any("\t" in line.text for line in part.lines)), None)
    apart = {line.number for part in inner for line in part.lines}
    return broken or find_annexes([line for line in lines if line.number not in apart], vocabulary)


def _read(source: SourceText, lines: Sequence[Line], vocabulary: Vocabulary) -> Reading:
    text = source.text
    duplicate = find_near_duplicate(lines)
    own = [line for line in lines if duplicate is None or not duplicate.lines[0] <= line.number <= duplicate.lines[1]]
    inner = find_inner_tables(own, vocabulary, source.covered)
    apart = frozenset(line.number for part in inner for line in part.lines)
    own = [line for line in own if line.number not in apart]
    attached = find_attached(text, own, vocabulary)
    annexes_at = find_annexes(own, vocabulary, attached or 1)
    questions = find_questions(own, vocabulary) if attached is None else ()
    opening = questions[0].line.number if questions else None
    frame = read_frame(text, lines, duplicate, annexes_at, vocabulary, attached or 1, opening, apart)
    metadata = read_metadata(source, own, _front_end(own, frame, annexes_at, vocabulary), vocabulary)
    further = find_further(own, frame.first_heading or len(lines), metadata.metadata.title or "", vocabulary)
    body_lines = [line for line in own if _in_body(line, frame) and line not in further]
    if questions:
        outline = Outline(nodes=question_nodes(text, questions, body_lines, vocabulary))
    else:
        outline = outline_with_questions(text, body_lines, vocabulary)
    parts = read_items(text, outline.nodes, lines, vocabulary)
    parts.warnings += outline.warnings
    read_closing(text, parts, outline.closing, lines, vocabulary)
    notice = notice_warning(own, attached) if attached is not None else None
    parts.warnings += [*([notice] if notice is not None else []), *(further_warning(line) for line in further)]
    parts.claims += [("heading", trim(text, line.start, line.end)) for line in further]
    if duplicate is not None:
        repair, warnings = describe(duplicate, lines, text)
        parts.repairs.append(repair)
        parts.warnings += warnings
    annexes = read_annexes(
        source, own, frame.body_end, parts.tasks, vocabulary, inner, metadata.metadata.title or "", parts.headings
    )
    pieces = _preamble_pieces(text, lines, frame, metadata)
    if not (parts.headings or parts.tasks or annexes.rows):
        pieces = _take_paragraphs(text, pieces, parts, lines, metadata.metadata, vocabulary)
    preamble = read_body(text, pieces, lines, vocabulary)
    return _assemble(source, lines, frame, parts, annexes, metadata, preamble, vocabulary)


def _take_paragraphs(
    text: str,
    pieces: Sequence[Span],
    parts: Parts,
    lines: Sequence[Line],
    metadata: ReadMetadata,
    vocabulary: Vocabulary,
) -> Sequence[Span]:
    """Add to the parts the paragraphs of a text without numbers that order something; what is left is preamble."""
    found = read_paragraphs(text, pieces, lines, metadata, vocabulary)
    if found is None:
        return pieces
    parts.tasks += found.items
    parts.warnings += found.warnings
    for item, body in zip(found.items, found.bodies, strict=True):
        parts.repairs += body.repairs
        parts.claims += [("body", span) for span in (item.title_span, *body.text.spans)]
        parts.claims += [("clause", clause.span) for clause in body.clauses]
    read_closing(text, parts, found.closing, lines, vocabulary)
    return found.rest


def _front_end(lines: Sequence[Line], frame: Frame, annexes_at: int | None, vocabulary: Vocabulary) -> int | None:
    """Where what stands above the body ends: the first number, or the head of a table that is the whole document."""
    if annexes_at is None or (frame.first_heading is not None and frame.first_heading < annexes_at):
        return frame.first_heading
    return first_table_line([line for line in lines if line.number >= annexes_at], vocabulary) or frame.first_heading


def _in_body(line: Line, frame: Frame) -> bool:
    first = frame.first_heading or frame.body_end
    return first <= line.number < frame.body_end and line.number not in frame.skipped


def _preamble_pieces(text: str, lines: Sequence[Line], frame: Frame, metadata: MetadataReading) -> Sequence[Span]:
    """The running text between title and first heading (or the whole text where nothing is numbered), by line."""
    # a row of a table may begin with a number, too
    until = min(frame.first_heading or frame.body_end, frame.body_end)
    spans = metadata.metadata.spans
    title_end = spans.get("title", (0, 0))[1]
    known = {*frame.skipped, *metadata.lines}
    signed = [spans[name] for name in ("issuer", "issued_on") if name in spans]
    pieces = [
        trim(text, line.start, line.end)
        for line in lines
        if line.start >= title_end and line.number < until and line.number not in known and not is_blank(line)
    ]
    return [piece for piece in pieces if not any(a <= piece[0] and piece[1] <= b for a, b in signed)]


def _assemble(
    source: SourceText,
    lines: Sequence[Line],
    frame: Frame,
    parts: Parts,
    annexes: AnnexReading,
    metadata: MetadataReading,
    preamble: Body,
    vocabulary: Vocabulary,
) -> Reading:
    text = source.text
    body_spans = [*preamble.text.spans, *(span for kind, span in parts.claims if kind in ("body", "clause", "heading"))]
    everything = _ordered([*body_spans, *annexes.spans])
    notice = [(lines[number - 1].start, lines[number - 1].end) for number in metadata.lines]
    citations = find_citations(source, lines, parts.headings, everything, metadata.metadata, vocabulary, notice)
    damage = find_damage(source, everything, vocabulary, lines)
    personal = (*annexes.personal_data, *find_personal_data(source, _outside(lines, frame), vocabulary))
    warnings = [*metadata.warnings, *parts.warnings, *annexes.warnings, *citations.warnings, *damage.warnings]
    warnings += count_warnings(text, everything, lines, vocabulary)
    imprint = [span for kind, span in frame.claims if kind == "imprint"]
    warnings += warn_of_dates(text, imprint, lines, vocabulary)
    warnings += _unnumbered(lines, parts, annexes, preamble)
    warnings += [_personal_warning(lines, entry.kind, entry.span) for entry in personal]
    elsewhere = [*preamble.text.spans, *parts.closing.spans, *annexes.spans, *imprint]
    elsewhere += [span for heading in parts.headings for span in heading.body.spans]
    # 注：… on a line of its own below the last item
    said = [span for item in parts.tasks[-1:] for span in item.body.spans]
    elsewhere += [span for span in said if is_table_note(text[slice(*span)], vocabulary)]
    note = note_on_all(text, elsewhere, vocabulary)
    return Reading(
        metadata=_with_supplement(metadata.metadata, text, everything, vocabulary, notice),
        preamble=preamble.text,
        closing=parts.closing,
        headings=(*parts.headings, *annexes.headings),
        principles=tuple(parts.principles),
        tasks=items_led(text, (*parts.tasks, *annexes.tasks), note, vocabulary),
        annex_rows=rows_led(annexes.rows, note),
        citations=citations.citations,
        references=find_references(text, everything, parts.headings),
        definitions=find_definitions(text, _outside_copies(lines, frame), vocabulary),
        repairs=_repairs([*metadata.repairs, *preamble.repairs, *parts.repairs, *damage.repairs]),
        warnings=tuple(sorted(set(warnings), key=lambda w: (w.span, w.code, w.message))),
        blocks=cover(text, _claims(lines, frame, parts, annexes, metadata, preamble)),
        personal_data=tuple(sorted(set(personal), key=lambda entry: (entry.span, entry.kind))),
    )


def _with_supplement(
    metadata: ReadMetadata, text: str, spans: Sequence[Span], vocabulary: Vocabulary, notice: Sequence[Span]
) -> ReadMetadata:
    """What the document says of itself; since when it holds may stand in the notice that passes it on only."""
    supplement = read_supplement(text, [*spans, *notice], vocabulary)
    below = find_below(text, [*spans, *(s for key, s in metadata.spans.items() if key == "addressees")], vocabulary)
    return metadata.model_copy(
        update={**supplement.fields, "below": below, "spans": {**metadata.spans, **supplement.spans}}
    )


def _claims(
    lines: Sequence[Line], frame: Frame, parts: Parts, annexes: AnnexReading, metadata: MetadataReading, preamble: Body
) -> Iterable[tuple[BlockKind, Span]]:
    yield from frame.claims
    yield from parts.claims
    for span in annexes.spans:
        yield "annex", span
    for number in metadata.lines:
        yield "metadata", (lines[number - 1].start, lines[number - 1].end)
    for span in metadata.metadata.spans.values():
        yield "metadata", span
    for span in preamble.text.spans:
        yield "body", span
    for clause in preamble.clauses:
        yield "clause", clause.span


def _outside_copies(lines: Sequence[Line], frame: Frame) -> tuple[Span, ...]:
    """A definition may stand in the covering notice or beneath the imprint, but not in a copy of the document."""
    copies = [span for kind, span in frame.claims if kind == "duplicate"]
    return tuple(span for span in _outside(lines, frame) if not any(a <= span[0] < b for a, b in copies))


def _outside(lines: Sequence[Line], frame: Frame) -> tuple[Span, ...]:
    """Contact details stand in the wrapper, seldom in the body; a copy repeats them, so copies count too."""
    return tuple((line.start, line.end) for line in lines)


def _personal_warning(lines: Sequence[Line], kind: str, span: Span) -> Warning_:
    said = f"此处有个人信息（{PERSONAL[kind]}），默认不在网站公布"
    return Warning_(code="personal_data", severity="info", message=said, line=line_at(lines, span[0]), span=span)


def _unnumbered(lines: Sequence[Line], parts: Parts, annexes: AnnexReading, preamble: Body) -> Iterable[Warning_]:
    """A text without any numbered part: it is kept as a whole, and no provisions are made of its paragraphs."""
    if preamble.text.spans and not (parts.headings or parts.tasks or annexes.rows):
        span = (preamble.text.spans[0][0], preamble.text.spans[-1][1])
        said = "全文没有分条编号，没有读出条文；正文整段保留，其中的责任单位和时限没有逐条读出"
        yield Warning_(code="no_provisions", message=said, line=line_at(lines, span[0]), span=span)


def _ordered(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted({span for span in spans if span[0] < span[1]}))


def _repairs(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """In text order, one for each place: where two stages mend the same passage, the first named counts."""
    kept: dict[Span, Repair] = {}
    for repair in repairs:
        kept.setdefault(repair.span, repair)
    return tuple(sorted(kept.values(), key=lambda repair: (repair.span, repair.kind)))
