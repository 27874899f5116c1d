"""What a reader of the report must know before all else: what could not be checked, and why."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compare import unsettled_places
from generator.divisions import find_division
from generator.drafting.desk import Desk
from generator.models import Principle
from generator.places import places_by_id

SAME_MATTER = 1 / 3
"""Below this share of provisions with a counterpart in any document compared, the draft may be about other things.

The six documents and texts on their matter have one for nearly every provision; a plan on the business climate has
it for two of nine, mostly of those that any plan has (组织领导).
"""

FEWEST = 4
"""Of fewer provisions the share says nothing."""

NAMES_SHOWN = 5
"""Names of places that may be those above; more say nothing more."""


def remarks(desk: Desk) -> tuple[str, ...]:
    """Sentences without a full stop, the weightiest first; none about a draft that could be checked in full."""
    items = desk.index.items(desk.draft.id)
    said: list[str] = []
    if not items:
        said.append(_unread(desk))
    if is_other_matter(desk):
        answered = sum(_is_answered(desk, item.id) for item in items)
        advice = "缺项只供参考" if desk.asked else "未列缺项；确要对照的，用 --against 指定文件"
        counted = f"{len(items)} 条中只有 {answered} 条" if answered else f"{len(items)} 条没有一条"
        said.append(f"{counted}在对照文件中有相应条文，主题可能与库中文件不同，{advice}")
    said += _of_its_kind(desk)
    said += _place(desk)
    if any(warning.code == "truncated" for warning in desk.draft.warnings):
        said.append("草稿可能不完整（见“结构与序号”），有的缺项也许只是没有收进来")
    return tuple(said)


def _unread(desk: Desk) -> str:
    if desk.draft.annex_rows:
        return "草稿只有分工表，没有读出正文条文：缺项无从核对，责任单位和时限按表中各行核对"
    return (
        "没有读出条文：正文没有“一、”“（一）”一类的编号，缺项、责任和时限都无从核对；"
        "下面只有套用遗留、引用、文字、逐字相同和措辞"
    )


def _of_its_kind(desk: Desk) -> list[str]:
    """What is not asked of a draft of this kind, and that it need not hold all that the others do."""
    kind = desk.draft.document_type or "这类文件"
    if desk.is_account:
        return [f"草稿是{kind}，不查责任单位和时限，缺项只供参考"]
    if desk.articles:
        return [f"草稿按条文写（第一条、第二条……），不逐条查责任单位和时限；{kind}规范的往往只是一事，缺项只供参考"]
    few = len(desk.index.items(desk.draft.id)) < FEWEST
    unnumbered = any(warning.code == "provisions_by_paragraph" for warning in desk.draft.warnings)
    return ["草稿没有分条编号，按自然段读出条文；只讲一事的通知，缺项只供参考"] if few and unnumbered else []


def is_other_matter(desk: Desk) -> bool:
    """Whether hardly any provision of the draft has a counterpart in a document compared.

    Safeguards (保障措施) count only where there are hardly any others: those of any plan answer each other.
    """
    every = desk.index.items(desk.draft.id)
    bodies = [item for item in every if isinstance(item, Principle) or item.kind != "safeguard"]
    items = bodies if len(bodies) >= FEWEST else every
    answered = sum(_is_answered(desk, item.id) for item in items)
    return bool(desk.others) and len(items) >= FEWEST and answered < len(items) * SAME_MATTER


def _is_answered(desk: Desk, item: str) -> bool:
    links = desk.index.links_from(desk.draft.id, item)
    return any(link.type != "mention" and link.to.policy in desk.others for link in links)


def _guessed_level(desk: Desk) -> str:
    """How the level of a city that is not listed was told: by words that may be a leftover themselves."""
    own = desk.draft.jurisdiction
    if not own.name.endswith("市") or own.level not in ("prefecture", "county"):
        return ""
    if find_division(own.name, desk.vocabulary) is not None:
        return ""
    if own.level == "county":
        return "，按文中对下级的称呼推定为县级市，请核对"
    words = dict.fromkeys(desk.source[slice(*span)] for span in desk.words_for_below())
    shown = "、".join(f"“{word}”" for word in words)
    return f"，按文中对下级的称呼（{shown}）推定为设区的市，请核对；如是县级市，这类称呼是遗留" if shown else ""


def _place_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names of places; heads of document numbers (苏政发〔) only where nothing else is named."""
    places = tuple(name for name in names if name[-1] not in "〔[（(【［")
    return places or tuple(dict.fromkeys(f"{name[:-1]}〔…〕" for name in names))


def _place(desk: Desk) -> tuple[str, ...]:
    """What is not known of the draft's own place, so that names of other places could not be judged."""
    own = desk.draft.jurisdiction
    if any(warning.code == "jurisdiction_unknown" for warning in desk.draft.warnings):
        return ("看不出草稿属于哪个地区，没有核对外地名称和层级口吻；请在标题或落款写明本地名称后再核一遍",)
    places = places_by_id(desk.vocabulary)
    if own.id not in places or not places[own.id].derived:
        return ()
    guessed = _guessed_level(desk)
    names = _place_names(unsettled_places(desk.draft, desk.source, desk.vocabulary))
    if not names and "province" in (own.level, *(places[above].level for above in own.parents if above in places)):
        return (f"{own.name}不在地区词表{guessed}",) if guessed else ()
    shown = "、".join(f"“{name}”" for name in names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")
    asked = f"文中的{shown}是本地的上下级还是外地" if names else "文中提到的地方是不是本地的上级"
    advice = f"在 schema/vocabulary/jurisdictions.yaml 中登记{own.name}（写明级别和上级地区）后才能核对上级地区"
    return (f"{own.name}不在地区词表{guessed}{'；' if guessed else '：'}{asked}，无从判断；{advice}",)
