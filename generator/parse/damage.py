"""Damaged text (识别错误、丢字、断词): repaired only with evidence from the text itself, else pointed out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.models import Line, Repair, SourceText, Span, Warning_
from generator.models.base import Frozen
from generator.parse.damage_brackets import repair_quotes, unbalanced
from generator.parse.damage_dates import date_repair, impossible_dates, read_damaged_dates, repair_years
from generator.parse.lines import Stretches, line_at, printed_line, split_lines
from generator.parse.screening import find_in_passages
from generator.patterns import compile_pattern
from generator.vocabulary import NamedPattern, Vocabulary

WARNED = (
    "doubled_word",
    "doubled_item",
    "lost_character",
    "wrong_character",
    "suspect_hotline",
    "stages_undated",
)
PROSE_LENGTH = 30
LABEL = re.compile(r"\s*(?:第[零〇一二三四五六七八九十百\d]{1,6}[编章节条款项]|\S{0,2})")
"""A space after these at the beginning of a line is meant: 第一条 …"""

SERIES_MARKS = "；;：:。"
NOT_BEFORE_SERIES = re.compile(r"[至到于在从自和与及年、，,；;。：:（(“”]$|截至$|力争$")


class DamageReading(Frozen):
    """What is damaged: repairs with evidence, and warnings where a person has to look."""

    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning_, ...] = ()


def find_damage(
    source: SourceText, spans: Sequence[Span], vocabulary: Vocabulary, parted: Sequence[Line] | None = None
) -> DamageReading:
    """Find damaged passages.

    Args:
        source: The document.
        spans: Passages to look at, half-open code points into the source: preamble, headings, body and annex;
            not web boilerplate, metadata tables or duplicated text.
        vocabulary: Holds the forms of damage (damage.yaml).
        parted: Its lines, where they are not the physical ones.

    Returns:
        Repairs and warnings in text order. Nothing that is repaired is warned of as well.
    """
    lines = split_lines(source.text) if parted is None else parted
    repairs = [*_ocr_words(source.text, spans, vocabulary), *_series(source.text, spans, vocabulary)]
    warnings = list(_warned(source.text, spans, vocabulary, lines))
    for part in (
        _dates(source.text, spans, vocabulary, lines),
        _spaces(source.text, spans, vocabulary, lines),
        _brackets(source.text, spans, lines),
    ):
        repairs += part.repairs
        warnings += part.warnings
    return DamageReading(
        repairs=tuple(sorted(set(repairs), key=lambda r: (r.span, r.kind))),
        warnings=tuple(sorted(set(warnings), key=lambda w: (w.span, w.code))),
    )


def _matches(
    text: str, spans: Sequence[Span], vocabulary: Vocabulary, name: str
) -> Iterator[tuple[NamedPattern, re.Match[str], Span]]:
    """Every find of the patterns called `name`, with the span of its damaged part."""
    for row in vocabulary.damage:
        if row.name != name:
            continue
        pattern = compile_pattern(row.pattern)
        for match in find_in_passages(pattern, text, spans):
            yield row, match, match.span("fault") if "fault" in pattern.groupindex else match.span()


def _ocr_words(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> list[Repair]:
    return [
        Repair(kind="ocr_and", before=match.group(), after=row.value, evidence=row.message, span=span)
        for row, match, span in _matches(text, spans, vocabulary, "ocr_and")
    ]


def _warned(text: str, spans: Sequence[Span], vocabulary: Vocabulary, lines: Sequence[Line]) -> Iterator[Warning_]:
    for name in WARNED:
        for row, _, span in _matches(text, spans, vocabulary, name):
            hint = f"“{text[span[0] : span[1]]}”：{row.message}"
            hint += f"（{row.value}）" if row.value and row.value not in row.message else ""
            yield Warning_(code=name, message=hint, line=line_at(lines, span[0]), span=span)


def _series(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> list[Repair]:
    """A year that continues a series (2018年,…;2019年,…2020年,) without the mark that separates its members."""
    repairs: list[Repair] = []
    previous: list[tuple[int, int, str]] = []
    for _, match, span in sorted(_matches(text, spans, vocabulary, "series_year"), key=lambda found: found[2]):
        year = int(match["year"])
        line_start = text.rfind("\n", 0, span[0]) + 1
        mark = text[span[0] - 1] if span[0] > line_start else ""
        if previous and (previous[-1][1] != line_start or previous[-1][0] + 1 != year):
            previous = []
        if mark in SERIES_MARKS or not mark:
            previous.append((year, line_start, mark))
        elif len(previous) >= 2 and not NOT_BEFORE_SERIES.search(text[span[0] - 2 : span[0]]):
            separator = next((m for _, _, m in previous[1:] if m in "；;"), "；")
            begin = max(line_start, span[0] - 4)
            before = text[begin : span[1]]
            repairs.append(
                Repair(
                    kind="lost_separator",
                    before=before,
                    after=f"{text[begin : span[0]]}{separator}{text[span[0] : span[1]]}",
                    evidence=f"同段“{previous[-2][0]}年”“{previous[-1][0]}年”两项之间用“{separator}”隔开，此处紧接前文",
                    span=(begin, span[1]),
                )
            )
    return repairs


def _dates(text: str, spans: Sequence[Span], vocabulary: Vocabulary, lines: Sequence[Line]) -> DamageReading:
    repairs, doubtful = repair_years(text, spans, vocabulary)
    found = list(repairs)
    unsure = list(doubtful)
    own = Stretches(spans)
    read = [(line.start, line.end) for line in lines if own.touch(line.start, line.end)]
    for damaged in read_damaged_dates(text, read, vocabulary):
        repair = date_repair(damaged)
        if repair is not None:
            found.append(repair)
        else:
            unsure.append(damaged.span)
    warnings = [
        Warning_(
            code="date_damaged",
            message=f"“{text[a:b]}”日期缺字，有不止一种读法；请对照原件，在 corrections.yaml 中更正",
            line=line_at(lines, a),
            span=(a, b),
        )
        for a, b in unsure
    ]
    warnings += warn_of_dates(text, spans, lines, vocabulary)
    return DamageReading(repairs=tuple(found), warnings=tuple(warnings))


def warn_of_dates(
    text: str, spans: Sequence[Span], lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[Warning_, ...]:
    """Warn of dates that the calendar does not have (see `impossible_dates`)."""
    return tuple(
        Warning_(
            code="date_impossible",
            message=f"“{text[a:b]}”不是实有的日期，{why}；请核对原件",
            line=line_at(lines, a),
            span=(a, b),
        )
        for (a, b), why in impossible_dates(text, spans, vocabulary)
    )


def _spaces(text: str, spans: Sequence[Span], vocabulary: Vocabulary, lines: Sequence[Line]) -> DamageReading:
    """A single space between two characters: a fault if the words stand elsewhere without it, or in plain prose.

    Lines of values that spaces separate (metadata tables) have many, and are left alone, as are table cells that
    hold no prose.
    """
    repairs: list[Repair] = []
    warnings: list[Warning_] = []
    found = list(_matches(text, spans, vocabulary, "stray_space"))
    places = [_cell_around(text, lines[line_at(lines, span[0]) - 1], span[0]) for _, _, span in found]
    counts = Counter(places)
    for (row, _, (start, end)), cell in zip(found, places, strict=True):
        number = line_at(lines, start)
        line = text[slice(*cell)]
        prose = len(line) >= PROSE_LENGTH and any(mark in line for mark in "。，,")
        tabbed = "\t" in lines[number - 1].text
        if counts[cell] > 2 or (tabbed and not prose) or LABEL.fullmatch(line[: start - cell[0]]):
            continue
        left, right = text[start - 2 : start], text[end : end + 2]
        joined = left + right
        twin = text.find(joined) if len(joined) == 4 and joined.isalnum() else -1
        if twin >= 0:
            evidence = f"“{joined}”在第{printed_line(text, twin)}行连写"
            before = text[start - 1 : end + 1]
            after = text[start - 1] + text[end]
            repairs.append(
                Repair(kind="stray_space", before=before, after=after, evidence=evidence, span=(start - 1, end + 1))
            )
        elif prose:
            message = f"“{text[start - 2 : end + 2]}”{row.message}，请核对"
            warnings.append(Warning_(code="stray_space", message=message, line=number, span=(start, end)))
    return DamageReading(repairs=tuple(repairs), warnings=tuple(warnings))


def _cell_around(text: str, line: Line, at: int) -> Span:
    """The table cell that holds `at`; of a line without tabs the whole line."""
    start = max(line.start, text.rfind("\t", line.start, at) + 1)
    end = text.find("\t", at, line.end)
    return start, end if end >= 0 else line.end


def _brackets(text: str, spans: Sequence[Span], lines: Sequence[Line]) -> DamageReading:
    faults = unbalanced(text, tuple(spans))
    repairs = repair_quotes(text, faults)
    mended = {offset for repair in repairs for offset in (repair.span[0], text.find("》", repair.span[0]))}
    warnings = tuple(
        Warning_(
            code="bracket_unbalanced",
            message=f"“{text[offset]}”没有配对的另一半；请对照原件",
            line=line_at(lines, offset),
            span=(offset, offset + 1),
        )
        for offset in faults
        if offset not in mended
    )
    return DamageReading(repairs=repairs, warnings=warnings)
