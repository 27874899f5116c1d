"""Tasks without a responsible unit or a deadline, and units that the registry does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process

from generator.drafting.actors import names_an_actor
from generator.drafting.desk import Desk, merged
from generator.drafting.report import Finding, Spot
from generator.models import Leftover, Task, Unit
from generator.unfilled import is_unfilled

ALIKE = 65
"""Names of units at least this much alike (rapidfuzz ratio, 0 to 100) are suggested."""

SUGGESTED = 3


def task_findings(desk: Desk) -> tuple[Finding, ...]:
    """Tasks that say neither who nor by when; what the group above or the annex says counts for the task.

    Returns:
        One finding for each such task, a single one where there are many; none of a text that gives no tasks itself
        (解读、总结), nor of one of rules (第一条…).
    """
    if not desk.asks_for_duties:
        return ()
    found: list[Finding] = []
    for name, code, has in (
        ("责任单位", "task_without_unit", _has_unit),
        ("时限", "task_without_deadline", _has_deadline),
    ):
        asked = _asked(desk, has)
        saying = _saying(desk, has)
        bare = [task for task in asked if task.id not in saying]
        if has is _has_unit:
            bare = [task for task in bare if not names_an_actor(desk, task)]
        found.extend(_told(desk, name, code, asked, bare))
    return tuple(found)


def _asked(desk: Desk, has: Callable[[Task], bool]) -> list[Task]:
    """Tasks that have to say it; what only leads the work (保障措施) where the draft says it of some of that."""
    whole = {above for task in desk.draft.tasks for above in _ids_above(task.id)}
    single = [task for task in desk.draft.tasks if task.id not in whole]
    saying = _saying(desk, has)
    leading = any(task.kind == "safeguard" and task.id in saying for task in single)
    return [task for task in single if task.kind != "safeguard" or leading]


def _told(desk: Desk, name: str, code: str, asked: list[Task], bare: list[Task]) -> list[Finding]:
    advice = "写明牵头和配合单位" if code == "task_without_unit" else "写明完成日期、阶段目标或“长期”"
    if not bare:
        return []
    spots = [desk.spot(task.title_span[0]) for task in bare]
    if len(bare) > 1:
        every = len(bare) == len(asked)
        said = (
            f"全部{len(asked)}项任务都没有写明{name}" if every else f"{len(asked)}项任务中有{len(bare)}项没有写明{name}"
        )
        where = f"逐项{advice}；或另附任务分工表"
        if rows := _rows_apart(desk, code):
            said += f"；附表有{rows}行写明，但任务名称与正文不同，对不上是哪一项"
            where = f"使附表的任务名称与正文标题一致；附表没有的逐项{advice}"
        titles = "、".join(task.title for task in bare)
        return [_finding(code, spots[0], titles, said, where, tuple(spots[1:]))]
    return [
        _finding(code, spot, task.title, f"没有写明{name}", advice, ()) for task, spot in zip(bare, spots, strict=True)
    ]


def _rows_apart(desk: Desk, code: str) -> int:
    """How many rows of the annex say it of tasks that the body calls by other names: nobody can tell of which."""
    rows = (row for row in desk.draft.annex_rows if row.task is None)
    return sum(bool(row.units if code == "task_without_unit" else row.deadlines) for row in rows)


def _finding(code: str, spot: Spot, passage: str, message: str, advice: str, others: tuple[Spot, ...]) -> Finding:
    return Finding(
        part="tasks",
        code=code,
        urgency="check",
        spot=spot,
        passage=passage,
        message=message,
        advice=advice,
        others=others,
    )


def _has_unit(task: Task) -> bool:
    return bool(task.units)


def _has_deadline(task: Task) -> bool:
    return bool(task.deadlines)


def _ids_above(item: str) -> Iterator[str]:
    """Ids of what an item may be a part of: t-1 and t-1-2 of t-1-2-3."""
    end = item.rfind("-")
    while end > 0:
        yield item[:end]
        end = item.rfind("-", 0, end)


def _saying(desk: Desk, has: Callable[[Task], bool]) -> frozenset[str]:
    """Ids of the tasks of which the body, the group above or a row of the annex says it."""
    body = {task.id for task in desk.draft.tasks if has(task)}
    rows = {row.task for row in desk.draft.annex_rows if (row.units if has is _has_unit else row.deadlines)}
    own = body | rows
    every = (task.id for task in desk.draft.tasks)
    return frozenset(item for item in every if item in own or any(above in body for above in _ids_above(item)))


def annex_limits(desk: Desk) -> tuple[Finding, ...]:
    """Rows of the annex whose date is another than that in the responsibility clause of the task they repeat."""
    tasks = {task.id: task for task in desk.draft.tasks}
    found: list[Finding] = []
    for row in desk.draft.annex_rows:
        task = tasks.get(row.task or "") if row.repeats else None
        body = [entry for entry in task.clause_deadlines if entry.date] if task else []
        own = [entry for entry in row.cell_deadlines if entry.date]
        if body and own and not {entry.date for entry in body} & {entry.date for entry in own}:
            where = f"附表{f'第{row.row}行' if row.row else ''}“{row.title}”"
            shown, meant = ("、".join(f"“{entry.raw}”" for entry in entries) for entries in (own, body))
            message = f"{where}的时限为{shown}，正文为{meant}"
            found.append(
                desk.finding("tasks", "annex_deadline_differs", "must", own[0].span, message, "使正文与附表一致")
            )
    return tuple(found)


def passed_deadlines(desk: Desk) -> tuple[Finding, ...]:
    """Time limits of a draft without a date that are over on the day of the check; nothing of a dated one.

    What is over on the date of a dated draft is a warning of its record (deadline_before_publication).
    """
    draft, today = desk.draft, desk.as_of.isoformat()
    if draft.issued_on or draft.published_on:
        return ()
    return merged(
        [
            desk.finding(
                "tasks",
                "deadline_passed",
                "check",
                deadline.span,
                f"时限“{deadline.raw}”（{deadline.date}）在核稿之日（{today}）已过",
                "改为以后的日期，或删去已完成的任务",
            )
            for deadline in draft.all_deadlines
            # Dates may be as short as a year: compared to their own precision.
            if deadline.type == "deadline" and deadline.date and deadline.date < today[: len(deadline.date)]
        ]
    )


def passed_validity(desk: Desk) -> tuple[Finding, ...]:
    """Ends of validity (有效期至…) that come before the day of the draft, or of the check where it has none."""
    days = (("成文", desk.draft.issued_on), ("公布", desk.draft.published_on), ("核稿", desk.as_of))
    which, day = next((which, day) for which, day in days if day is not None)
    found: list[Finding] = []
    for pattern in desk.vocabulary.patterns("metadata", "validity"):
        for span in desk.read_spans():
            for match in pattern.finditer(desk.source, *span):
                until = tuple(int(part) for part in match.groups() if part)
                if until and until < (day.year, day.month, day.day):
                    message = f"“{match.group()}”在{which}之日（{day}）已过"
                    advice = "改为以后的日期；所说的是另一份文件的，可不改"
                    found.append(desk.finding("tasks", "validity_passed", "check", match.span(), message, advice))
    return merged(found)


def passed_effect(desk: Desk) -> tuple[Finding, ...]:
    """A day from which the document holds (自…起施行) that comes before that of the draft, or of the check."""
    draft = desk.draft
    span = draft.metadata_spans.get("effective_on")
    days = (("成文", draft.issued_on), ("公布", draft.published_on), ("核稿", desk.as_of))
    which, day = next((which, day) for which, day in days if day is not None)
    if span is None or draft.effective_on is None or draft.effective_on >= day:
        return ()
    message = f"“{draft.effective_raw}”早于{which}之日（{day}）"
    return (desk.finding("tasks", "effect_passed", "check", span, message, "改为以后的日期；确需溯及以往的，可不改"),)


def unit_findings(desk: Desk) -> tuple[Finding, ...]:
    """Units that are registered for nobody, or only for another place, with names that may be meant."""
    place = desk.draft.jurisdiction.id
    own = {
        text: agency.name
        for agency in desk.vocabulary.agencies
        if agency.jurisdiction == place and not agency.collective
        for text in (agency.name, *(alias.text for alias in agency.aliases if not alias.damaged))
    }
    found: list[Finding] = []
    strangers: list[Unit] = []
    unmatched: list[Unit] = []
    unheard: list[Unit] = []
    ended = [entry.span for entry in desk.comparison.leftovers if _is_ended(desk, entry)]
    for unit in _units(desk):
        if unit.kind != "named" or unit.resolution in ("registry", "collective"):
            continue
        gone = any(start < unit.span[1] and unit.span[0] < end for start, end in ended)
        if gone and not _registered_elsewhere(desk, unit):  # told as a body that is no more: nothing to add
            continue
        if is_unfilled(unit.raw, desk.vocabulary):  # told as a placeholder: there is nothing to register
            continue
        if unit.resolution == "function_words" and not own:
            strangers.append(unit)
        elif _is_short_form(unit, _same_function(desk, unit)):
            continue
        elif unit.resolution == "function_words" and not _same_function(desk, unit):
            unmatched.append(unit)
        elif unit.function is None and not (_alike(desk, unit, own) or _registered_elsewhere(desk, unit)):
            unheard.append(unit)
        else:
            found.append(_unknown(desk, unit, own))
    if len({_plain(unit.raw) for unit in unheard}) > 1:
        # Of offices within one body (某科、某室) a plan names a dozen: asked one by one they bury everything else.
        unmatched = sorted((*unmatched, *unheard), key=lambda unit: unit.span)
    else:
        found += (_unknown(desk, unit, own) for unit in unheard)
    found += [_unmatched(desk, unmatched)] if unmatched else []
    found += [_unregistered_place(desk, strangers)] if strangers else []
    return merged(found)


def _is_ended(desk: Desk, entry: Leftover) -> bool:
    return entry.policy == desk.draft.id and entry.code == "outdated_body"


def _is_short_form(unit: Unit, names: list[str]) -> bool:
    """Whether a name is the usual abbreviation of the only registered unit for this work (市发改委).

    An abbreviation keeps characters of the full name in their order.
    """
    if len(names) != 1:
        return False
    rest = iter(names[0])
    return all(character in rest for character in unit.raw)


def _unmatched(desk: Desk, units: list[Unit]) -> Finding:
    """Units for whose work nobody is registered, or of which nothing is known: nothing to compare them with."""
    names = list(dict.fromkeys(_plain(unit.raw) for unit in units))
    message = f"{'、'.join(f'“{name}”' for name in names)}在{_home(desk)}没有登记，无从核对"
    advice = "人工核对名称；常用的可在 schema/vocabulary/agencies.yaml 中登记"
    first = desk.finding("units", "unit_unknown", "check", units[0].span, message, advice)
    others = dict.fromkeys(desk.spot(unit.span[0]) for unit in units[1:])
    return first.model_copy(update={"others": tuple(spot for spot in others if spot != first.spot)})


def _plain(name: str) -> str:
    return name.replace("(", "（").replace(")", "）")


def _units(desk: Desk) -> tuple[Unit, ...]:
    holders = (*(task.units for task in desk.draft.tasks), *(row.units for row in desk.draft.annex_rows))
    return tuple(unit for units in holders for unit in units)


def _home(desk: Desk) -> str:
    return desk.draft.jurisdiction.name if desk.draft.jurisdiction.level != "unknown" else "本地"


def _unknown(desk: Desk, unit: Unit, own: dict[str, str]) -> Finding:
    same = _same_function(desk, unit)
    names = same or ([] if unit.function is not None else _alike(desk, unit, own))
    home = _registered_elsewhere(desk, unit)
    message = f"单位“{_plain(unit.raw)}”在{_home(desk)}没有登记" + (f"，{home}的文件中有此名称" if home else "")
    if names:
        advice = f"核对是否应为{'、'.join(f'“{name}”' for name in names)}"
    else:
        advice = "核对名称；确有此单位的，在 schema/vocabulary/agencies.yaml 中登记"
    # What is only not registered may be right; a name of another place, where one's own does the work, hardly is.
    wrong = home and same
    return desk.finding("units", "unit_unknown", "must" if wrong else "check", unit.span, message, advice)


def _alike(desk: Desk, unit: Unit, own: dict[str, str]) -> list[str]:
    """Registered names whose own part (without place and level) is written much like the unit's."""
    short = desk.index.place_name(desk.draft.jurisdiction.id)
    bare = {_bare(text, short): text for text in own}
    near = process.extract(_bare(unit.raw, short), list(bare), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SUGGESTED)
    return [bare[text] for text, _, _ in near]


def _bare(name: str, short: str) -> str:
    return name.removeprefix(short).lstrip("省市县区")


def _same_function(desk: Desk, unit: Unit) -> list[str]:
    if unit.function is None:
        return []
    place, function = desk.draft.jurisdiction.id, unit.function.id
    agencies = (a for a in desk.vocabulary.agencies if a.jurisdiction == place and a.function == function)
    return [agency.name for agency in agencies if not agency.collective][:SUGGESTED]


def _registered_elsewhere(desk: Desk, unit: Unit) -> str:
    """Short name of the only other place that has a unit of this name, "" if several have or none has."""
    places = {
        agency.jurisdiction
        for agency in desk.vocabulary.agencies
        if not agency.collective and unit.raw in (agency.name, *(alias.text for alias in agency.aliases))
    }
    above = {desk.draft.jurisdiction.id, *desk.draft.jurisdiction.parents}
    if len(places) != 1 or places & above:
        return ""
    return desk.index.place_name(places.pop())


def _unregistered_place(desk: Desk, strangers: list[Unit]) -> Finding:
    names = list(dict.fromkeys(_plain(unit.raw) for unit in strangers))
    message = f"{_home(desk)}的单位尚未登记，{len(names)}个单位只按名称归类，未逐一核对"
    advice = "人工核对全称与简称；常用的可在 schema/vocabulary/agencies.yaml 中登记"
    return desk.finding("units", "place_unregistered", "note", strangers[0].span, message, advice, "、".join(names))
