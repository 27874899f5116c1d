"""Metadata (文件信息): what a document says about itself above, beside and below its body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.models import Line, ReadMetadata, Repair, SourceText, Span, Warning_
from generator.models.base import Frozen
from generator.parse.damage import find_damage
from generator.parse.damage_dates import read_damaged_dates
from generator.parse.folding import fold, normalise_number, squeeze
from generator.parse.lines import is_blank, line_at, printed_line, trim
from generator.parse.metadata_adopted import adoption_notes, read_adopted
from generator.parse.metadata_dates import Signature, find_signature, read_date, read_issuers
from generator.parse.metadata_orders import Order, find_order
from generator.parse.metadata_status import read_status, status_warnings
from generator.parse.metadata_table import TableValue, read_table, value_of
from generator.parse.metadata_titles import FoundTitle, Titles, find_titles_above
from generator.vocabulary import DocumentType, Vocabulary

PLACE = re.compile(r"^(?:中共)?(?P<found>[一-龥XＸ]{1,8}?(?:自治区|自治州|省|市|县|区))")
HIDDEN_PLACE = re.compile(r"[XＸ×]{1,2}(?:市|县|区|省)")
ISSUER_IN_TITLE = re.compile(r"^(?P<found>[一-龥XＸ]{2,30}?)(?:关于|印发)")
NUMBER_FRAME = re.compile(
    r"[\s\u3000]*(?:(?:主动公开|依申请公开|特急|加急|平急|急件)[\s\u3000]+)*[（(]?(?P<number>[^（）]*?(?:[）)][^（）]*?)?号)[\s\u3000]*[）)]?"
    r"(?:[\s\u3000]+签[\s\u3000]*发[\s\u3000]*(?:人[\s\u3000]*)?[:：].{0,30})?[\s\u3000]*"
)
"""A document number on a line of its own; documents that are sent upwards name who signed them beside it."""

LIST_MARK = re.compile(r"[，,、；;\s]+")


class MetadataReading(Frozen):
    """Metadata, the numbers of the lines that carry nothing else, and what was noticed."""

    metadata: ReadMetadata
    lines: tuple[int, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning_, ...] = ()


class _Front(Frozen):
    """The lines above the body, sorted by what they are."""

    all: tuple[Line, ...]
    table: tuple[TableValue, ...]
    titles: Titles
    number_lines: tuple[Line, ...]
    order: Order | None
    addressee_lines: tuple[Line, ...]
    adoption_lines: tuple[Line, ...]
    signature: Signature | None


def read_metadata(
    source: SourceText,
    lines: Sequence[Line],
    first_heading_line: int | None,
    vocabulary: Vocabulary,
) -> MetadataReading:
    """Read what a document says about itself.

    Args:
        source: The document.
        lines: Its lines, site boilerplate included (tables and dates of publication stand there), duplicates
            preferably left out.
        first_heading_line: Number of the line that opens the outline; None if nothing is numbered.
        vocabulary: Forms of numbers, dates, titles and keys; kinds of documents by their titles.

    Returns:
        The metadata with a span for each field found, the lines above the body that are metadata, repairs
        (title_join, date, stray_space) and warnings.
    """
    document_types = vocabulary.document_types
    first = first_heading_line if first_heading_line is not None else _no_outline(lines)
    front = _read_front(source.text, lines, first, vocabulary)
    spans: dict[str, Span] = {}
    fields: dict[str, object] = {}
    for name, value, span in _fields(source.text, front, vocabulary):
        if name not in fields:
            fields[name] = value
            spans[name] = span
    shown = [t.text for t in (front.titles.main, front.titles.wrapper, front.titles.subtitle) if t is not None]
    types = _types(shown, document_types)
    status = read_status(source.text, shown, front.all, types, vocabulary)
    fields.setdefault("legal_status", next((t.legal_status for t in types if t.legal_status), None))
    fields["text_status"] = status
    fields["document_type"] = _document_type(front.titles, document_types)
    fields["place"] = _place(source.text, {**fields, "source": _source(front.table)}, status)
    metadata = ReadMetadata.model_validate({**fields, "spans": spans})
    numbers = _metadata_lines(front)
    repairs, damage = _damage(source, front, numbers, vocabulary)
    warnings = [*damage, *_warnings(source.text, lines, front, metadata, vocabulary)]
    warnings += status_warnings(source.text, lines, status, vocabulary)
    return MetadataReading(
        metadata=metadata,
        lines=numbers,
        repairs=repairs,
        warnings=tuple(sorted(set(warnings), key=lambda w: (w.span, w.code, w.message))),
    )


def _no_outline(lines: Sequence[Line]) -> int:
    """Without an outline the body begins at the first paragraph that is a whole sentence."""
    body = (line.number for line in lines if len(line.text) > 40 and line.text.rstrip().endswith("。"))
    return next(body, lines[-1].number + 1 if lines else 1)


def _read_front(text: str, lines: Sequence[Line], first: int, vocabulary: Vocabulary) -> _Front:
    front = [line for line in lines if line.number < first and not is_blank(line)]
    table = read_table(text, front, vocabulary)
    in_table = {value.line for value in table}
    rest = [line for line in front if line.number not in in_table]
    order = find_order(text, rest)
    ordered = order.lines if order is not None else ()
    numbers = [line for line in rest if line.number in ordered or _number_span(line, vocabulary) is not None]
    addressees = [line for line in rest if _matches(squeeze(line.text), "addressees", vocabulary)]
    signature = find_signature(text, lines, first, vocabulary)
    signed = set(_signature_lines(signature))
    kinds = ("boilerplate", "page_number", "editor_note")
    boilerplate = [pattern for kind in kinds for pattern in vocabulary.patterns("boilerplate", kind)]
    taken = signed | {line.number for line in (*numbers, *addressees)}
    untitled = [
        line
        for line in rest
        if line.number not in taken and not any(pattern.match(line.text.strip()) for pattern in boilerplate)
    ]
    titles = find_titles_above(text, untitled, vocabulary)
    return _Front(
        all=tuple(front),
        table=table,
        titles=titles,
        number_lines=tuple(numbers),
        order=order,
        addressee_lines=tuple(addressees),
        adoption_lines=adoption_notes(text, untitled, vocabulary),
        signature=signature,
    )


def _signature_lines(signature: Signature | None) -> range:
    """Numbers of the lines from the first issuer to the date, or from the date to the issuer below it."""
    if signature is None:
        return range(0)
    ends = sorted((signature.date.line, signature.issuer_line or signature.date.line))
    return range(ends[0], ends[1] + 1)


def _number_span(line: Line, vocabulary: Vocabulary) -> Span | None:
    """The document number that fills a line, but for brackets around it and a mark of urgency or openness before."""
    inside = NUMBER_FRAME.fullmatch(line.text)
    if inside is None:
        return None
    found = trim(line.text, *inside.span("number"))
    if not _matches(squeeze(line.text[slice(*found)]), "number", vocabulary, "citation_cues"):
        return None
    return line.start + found[0], line.start + found[1]


def _matches(text: str, name: str, vocabulary: Vocabulary, table: str = "metadata") -> bool:
    return any(pattern.fullmatch(text) for pattern in vocabulary.patterns(table, name))


def _fields(text: str, front: _Front, vocabulary: Vocabulary) -> Iterator[tuple[str, object, Span]]:
    """Field, value and span, the best source of a field first."""
    titles = front.titles
    for name, title in (("title", titles.main), ("wrapper_title", titles.wrapper), ("subtitle", titles.subtitle)):
        if title is not None:
            shown, span, edition = _without_edition(title, vocabulary)
            yield name, shown, span
            if edition is not None:
                yield "subtitle", text[slice(*edition)], edition
    for line in front.number_lines:
        number = _number_span(line, vocabulary)
        if number is not None:
            yield "doc_number", normalise_number(text[slice(*number)]), number
    if front.signature is not None:
        signature = front.signature
        if signature.date.date is not None:
            yield "issued_on", signature.date.date.isoformat(), signature.date.span
        if signature.issuer is not None and signature.issuer_span is not None:
            yield "issuer", signature.issuer, signature.issuer_span
    if front.order is not None:
        yield "doc_number", front.order.number, front.order.span
        yield "issuer", front.order.issuer, front.order.span
    yield from read_adopted(text, front.all, vocabulary)
    yield from _issuers(text, front, vocabulary)
    yield from _table_fields(text, front.table, vocabulary)
    for title in front.titles.all:
        if title.number is not None:
            yield "doc_number", normalise_number(text[slice(*title.number)]), title.number
    for line in front.addressee_lines:
        yield "addressees", _addressees(squeeze(line.text).rstrip(":：")), trim(text, line.start, line.end)
    for pattern in vocabulary.patterns("metadata", "approved_by"):
        for line in front.all:
            match = pattern.search(text, line.start, line.end)
            if match is not None:
                yield "approved_by", match["found"], match.span("found")


def _without_edition(title: FoundTitle, vocabulary: Vocabulary) -> tuple[str, Span, Span | None]:
    """A title without the editor's （要点摘编） at its end, which becomes the subtitle."""
    for pattern in vocabulary.patterns("metadata", "status_digest"):
        match = pattern.search(title.text)
        if match is not None and match.end() == len(title.text) and match.start() > 0:
            cut = title.span[1] - len(match.group())
            return title.text[: match.start()], (title.span[0], cut), (cut, title.span[1])
    return title.text, title.span, None


def _issuers(text: str, front: _Front, vocabulary: Vocabulary) -> Iterator[tuple[str, object, Span]]:
    """Issuers where nobody signed: the head of the paper (…文件), else whom the title names."""
    for pattern in vocabulary.patterns("metadata", "issuer_head"):
        for line in front.all:
            start, end = trim(text, line.start, line.end)
            match = pattern.fullmatch(text, start, end)
            if match is not None and not match["found"].startswith(("市", "省", "县", "区")):
                yield "issuer", match["found"], match.span("found")
    for title in (front.titles.main, front.titles.wrapper):
        match = ISSUER_IN_TITLE.match(title.text) if title is not None else None
        if title is not None and match is not None and _matches(match["found"], "issuer", vocabulary):
            written = re.split("关于|印发", text[slice(*title.span)], maxsplit=1)[0]
            yield "issuer", read_issuers(written, vocabulary) or match["found"], title.span


def _table_fields(text: str, table: Sequence[TableValue], vocabulary: Vocabulary) -> Iterator[tuple[str, object, Span]]:
    """Fields of the site's table; a web site is no issuer."""
    for field in ("index_number", "issuer", "doc_number", "legal_status", "keywords", "issued_on", "published_on"):
        value = value_of(table, field)
        if value is None:
            continue
        if field in ("issued_on", "published_on"):
            date = read_date(text, *value.span, vocabulary, whole=False)
            if date is not None:
                yield field, date[0].isoformat(), date[1]
        elif field == "keywords":
            yield field, tuple(word for word in LIST_MARK.split(value.raw) if word), value.span
        elif field == "doc_number":
            if _matches(squeeze(value.raw), "number", vocabulary, "citation_cues"):
                yield field, normalise_number(value.raw), value.span
        elif field == "legal_status":
            if _matches(value.raw, "legal_status_value", vocabulary):
                yield field, value.raw, value.span
        elif field != "issuer" or not _is_website(value.raw, vocabulary):
            yield field, value.raw, value.span


def _is_website(name: str, vocabulary: Vocabulary) -> bool:
    return any(pattern.search(name) for pattern in vocabulary.patterns("metadata", "website"))


def _addressees(line: str) -> tuple[str, ...]:
    """Addressees (主送机关): commas separate them; without commas, 、 before 各, 市, 有关."""
    parts = re.split(r"[，,]", line)
    if len(parts) == 1:
        parts = re.split(r"、(?=各|市|省|县|区[一-龥]|有关|相关)", line)
    return tuple(part for part in parts if part)


def _types(titles: Sequence[str], document_types: Sequence[DocumentType]) -> list[DocumentType]:
    """All types that fit any title, best first."""
    fitting = [t for t in document_types if any(t.title.compiled().search(title) for title in titles)]
    return sorted(fitting, key=lambda t: (-t.rank, t.name))


def _document_type(titles: Titles, document_types: Sequence[DocumentType]) -> str | None:
    """The kind of document: an interpretation by its subtitle, else by its own title, else by the notice."""
    for title in (titles.subtitle, titles.main, titles.wrapper):
        fitting = _types([title.text], document_types) if title is not None else []
        if fitting:
            return fitting[0].name
    return None


def _place(text: str, fields: dict[str, object], status: str | None) -> str | None:
    """The place that issuer, title or the page's source begin with; of a template the hidden name, never a real one."""
    if status == "template":
        hidden = sorted(HIDDEN_PLACE.findall(text), key=lambda name: "市县区省".index(name[-1]))
        return hidden[0] if hidden else None
    for name in ("issuer", "title", "wrapper_title", "source"):
        match = PLACE.match(str(fields.get(name) or ""))
        if match is not None:
            return match["found"]
    return None


def _source(table: Sequence[TableValue]) -> str | None:
    """Where a page has its text from (来源：青川市政府办); a web site is good enough for the place."""
    value = value_of(table, "source") or value_of(table, "issuer")
    return value.raw if value is not None else None


def _metadata_lines(front: _Front) -> tuple[int, ...]:
    """Lines above the body that are no preamble: everything down to the title, and what is marked below it."""
    main: FoundTitle | None = front.titles.main
    numbers = {value.line for value in front.table}
    numbers |= {line for title in front.titles.all for line in title.lines}
    numbers |= {line.number for line in (*front.number_lines, *front.addressee_lines, *front.adoption_lines)}
    if front.titles.subtitle is not None:
        numbers |= set(front.titles.subtitle.lines)
    if main is not None:
        numbers |= {line.number for line in front.all if line.number < main.lines[-1]}
    numbers |= set(_signature_lines(front.signature))
    last = front.all[-1].number if front.all else 0
    return tuple(sorted(number for number in numbers if number <= last))


def _damage(
    source: SourceText, front: _Front, numbers: Sequence[int], vocabulary: Vocabulary
) -> tuple[tuple[Repair, ...], tuple[Warning_, ...]]:
    """Damage in titles and the notice, and the joins of titles; tables are full of separating spaces."""
    table = {value.line for value in front.table}
    joined = {number for title in front.titles.all for number in title.lines}
    spans = {title.span for title in front.titles.all}
    spans |= {
        (line.start, line.end)
        for line in front.all
        if line.number in numbers and line.number not in table and line.number not in joined
    }
    found = find_damage(source, sorted(spans), vocabulary)
    joins = [title.join for title in front.titles.all if title.join is not None]
    repairs = sorted({*found.repairs, *joins}, key=lambda r: (r.span, r.kind))
    return tuple(repairs), found.warnings


def _warnings(
    text: str, lines: Sequence[Line], front: _Front, metadata: ReadMetadata, vocabulary: Vocabulary
) -> Iterator[Warning_]:
    if metadata.title:
        yield from _repeated(text, lines, front, metadata)
    issuer = value_of(front.table, "issuer")
    if issuer is not None and _is_website(issuer.raw, vocabulary):
        message = f"信息表的发布机构“{issuer.raw}”是网站，不是发文机关"
        yield Warning_(code="issuer_is_website", severity="info", message=message, line=issuer.line, span=issuer.span)
    if metadata.issued_on and metadata.published_on and metadata.issued_on != metadata.published_on:
        span = metadata.spans["published_on"]
        message = f"公开日期 {metadata.published_on} 与成文日期 {metadata.issued_on} 不同，两者都保留"
        yield Warning_(
            code="publish_date_differs", severity="info", message=message, line=line_at(lines, span[0]), span=span
        )
    for field, name in (("title", "标题"), ("issuer", "发文机关"), ("issued_on", "成文日期")):
        if getattr(metadata, field) is None:
            end = front.all[0].end if front.all else 0
            message = f"文中没有{name}；如知道，请写入 source.yaml"
            yield Warning_(code="metadata_missing", severity="info", message=message, line=1, span=(0, end))
    yield from _consultation(text, front, metadata, vocabulary)


def _repeated(text: str, lines: Sequence[Line], front: _Front, metadata: ReadMetadata) -> Iterator[Warning_]:
    """The title more often above the body than once in the notice and once over the text: copies by the site."""
    title = fold(metadata.title or "")
    joined = {number: t for t in front.titles.all for number in t.lines[1:]}
    places = {
        printed_line(text, line.start): None
        for line in front.all
        if not line.text.rstrip().endswith(("。", ";", "；"))
        and line.number not in joined
        and _names(line, front, title)
    }
    once_in_each = 1 + (front.titles.wrapper is not None)
    if title and len(places) > once_in_each:
        span = metadata.spans["title"]
        message = f"标题出现{len(places)}次（第{'、'.join(map(str, places))}行），以最后一处为准"
        yield Warning_(code="title_repeated", severity="info", message=message, line=line_at(lines, span[0]), span=span)


def _names(line: Line, front: _Front, title: str) -> bool:
    whole = next((t.text for t in front.titles.all if line.number in t.lines), line.text)
    return title in fold(whole)


def _consultation(text: str, front: _Front, metadata: ReadMetadata, vocabulary: Vocabulary) -> Iterator[Warning_]:
    """A deadline for comments (征求意见截止日) before the day of publication."""
    for pattern in vocabulary.patterns("metadata", "consultation_deadline"):
        for line in front.all:
            match = pattern.search(text, line.start, line.end)
            if match is None:
                continue
            dates = [d.date for d in read_damaged_dates(text, [match.span()], vocabulary) if d.date]
            plain = read_date(text, *match.span("found"), vocabulary, whole=False)
            date = plain[0] if plain else (dates[0] if dates else None)
            if date is not None and metadata.published_on and date.isoformat() < metadata.published_on:
                message = f"征求意见截止日 {date.isoformat()} 早于公布日期 {metadata.published_on}，请核对"
                yield Warning_(
                    code="consultation_before_publication",
                    message=message,
                    line=line.number,
                    span=match.span("found"),
                )
