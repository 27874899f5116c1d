"""What can be exported (导出): comparisons, one policy's tasks, one function class's provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.export import Column, Document, Mark, Paragraph, Place, Row, Run, Source
from generator.export.document import Cell, text_cell
from generator.models import Cell as Coverage
from generator.models import ItemRef, PolicyRecord, Task
from generator.render.compared import Item, Marking, marking, variant
from generator.render.duties import deadlines_said, units_said
from generator.render.environment import index_of
from generator.render.export_forms import Export
from generator.render.exported_duties import ExportedDuties, quantities_of
from generator.render.exported_gaps import instead
from generator.render.index import Index
from generator.render.listed import FlatRow
from generator.render.opposite import told
from generator.render.pages.domains import base_of, mentions_of, side_by_side
from generator.render.pages.pairs import Match, make_side
from generator.render.personal_data import Mask, mask_for
from generator.render.site import SiteInput
from generator.render.within import items_shown, said_within
from generator.render.wording import FROM_HEADING, LINK_TYPES, ROLES, SHOWN_STATES, marked_name
from generator.vocabulary import Domain

_SIGNS: MappingProxyType[Mark, str] = MappingProxyType(
    {"insert": "增", "delete": "删", "moved_here": "移入", "moved_away": "移出"}
)
_REWRITTEN = "（文字大多不同，不标差异）"


class Exporter:
    """Makes exports of one site; holds its look-ups and hides personal data."""

    def __init__(self, site: SiteInput) -> None:
        """Keep `site`; nothing is changed later."""
        self.site = site
        self.index: Index = index_of(site)
        self._masks: dict[str, Mask] = {}
        self._duties = ExportedDuties(self.index)

    def domain(self, domain_id: str, policies: Sequence[str] = ()) -> Export:
        """The provisions of a domain side by side, marked against the base that the domain's page begins with.

        Args:
            domain_id: The domain.
            policies: The documents, in this order, whatever they say; those of the domain's page with provisions
                where none are given. Of these the first that can be is the base.

        Returns:
            The export.

        Raises:
            KeyError: There is no such domain or document.
        """
        domain = self.index.domain(domain_id)
        cells = [self.index.cell(domain_id, policy) for policy in policies or side_by_side(self.index, domain)[0]]
        held = [cell for cell in cells if cell.items]
        base = base_of(self.index, held)
        items = {
            cell.policy: [self.index.item(cell.policy, name) for name in items_shown(self.index, cell)] for cell in held
        }
        marked = {(p, item.id): self._against(base, p, item) for p in items for item in items[p]}
        shown = [cell for cell in cells if cell.items or policies] if items else []
        texts = (
            self._texts(cell, [(item, *marked[cell.policy, item.id]) for item in items[cell.policy]])
            if cell.items
            else instead(self.index, domain, cell, self._named(cell.policy), self._mask(cell.policy))
            for cell in shown
        )
        rows = (Row(cells=(text_cell("条文", bold=True), *texts)), *self._duties.rows(shown, items))
        document = Document(
            title=f"{domain.name}：各地条文对比",
            subtitle=f"以{self._named(base)}为基准标注差异。{domain.definition}" if base else domain.definition,
            columns=(Column(title="项目", width=0.4), *(self._column(cell.policy, base) for cell in shown)),
            rows=rows if items else (),
            notes=(*self._without_own(cells), *self._left_out(domain_id, len(items), chosen=bool(policies))),
            sources=self._sources([*self._cited(domain, items, shown if policies else ())]),
            marked=len(items) > 1,
        )
        flat = (
            self._flat(domain.name, policy, item, *marked[policy, item.id])
            for policy in items
            for item in items[policy]
        )
        return Export(document, f"domain-{domain_id}", tuple(flat))

    def _cited(
        self, domain: Domain, items: Mapping[str, Sequence[Item]], asked: Sequence[Coverage]
    ) -> Iterator[ItemRef]:
        """The provisions shown, and those that only mention the domain in documents that were asked for."""
        for policy, found in items.items():
            yield from (ItemRef(policy=policy, item=item.id) for item in found)
        for cell in asked:
            named = () if cell.items else mentions_of(self.index, domain, cell)
            yield from (ItemRef(policy=cell.policy, item=mention.item.id) for mention in named)

    def _without_own(self, cells: Iterable[Coverage]) -> Iterator[str]:
        """A line on the documents that have no provision on a domain alone, with what is known of each."""
        told = "；".join(
            f"{self._named(cell.policy)}：{SHOWN_STATES[cell.shown]}（{cell.reason.rstrip('。')}）"
            for cell in cells
            if not cell.items or cell.within
        )
        if told:
            yield f"没有单独条文的文件：{told}。"

    def _left_out(self, domain_id: str, shown: int, *, chosen: bool) -> tuple[str, ...]:
        """A line on the documents with provisions on a domain that the table has no room for, or that nobody chose."""
        held = len(self.index.present_in(domain_id))
        if held <= shown:
            return ()
        rest = ("是所选的" if chosen else "各级各取排在最前的") + "几份，其余见网站上该领域一页和检索"
        return (f"有这一领域条文的文件共 {held} 份，本表并列其中 {shown} 份：{rest}。",)

    def pair(self, left: str, right: str) -> Export:
        """Two policies side by side in the order of the left one, the right one marked against it.

        Raises:
            KeyError: One of them is not held.
        """
        a, b = self.index.record(left), self.index.record(right)
        side = make_side(self.index, a, b)
        rows: list[Row] = []
        flat: list[FlatRow] = []
        for part in side.parts:
            rows.append(Row(cells=(text_cell(" › ".join(part.path) or "其他", bold=True),), heading=True))
            for row in part.rows:
                kinds = tuple(dict.fromkeys(LINK_TYPES[match.link.type] for match in row.matches))
                mine = (*self._provision(left, row.item), *self._duties.below(left, row.item))
                differ = len({match.link.type for match in row.matches} - {"mention"}) > 1
                theirs = tuple(line for match in row.matches for line in self._match(right, match, named=differ))
                if row.opposite is not None:
                    theirs = (*text_cell(*told(self.index, row.opposite)), *theirs)
                rows.append(Row(cells=(mine, text_cell("、".join(kinds) or "—"), theirs)))
                group = self._label(left, row.item.id)
                flat.append(self._flat(group, left, row.item))
                flat += [self._flat_match(group, left, row.item, right, match) for match in row.matches]
        if side.rest:
            title = f"只有{self._named(right)}文件有"
            rows.append(Row(cells=(text_cell(title, bold=True),), heading=True))
            for row in side.rest:
                missing = text_cell(*told(self.index, row.opposite)) if row.opposite is not None else ()
                theirs = (*self._provision(right, row.item), *self._duties.below(right, row.item))
                rows.append(Row(cells=(missing, text_cell("—"), theirs)))
            flat += [self._flat(title, right, row.item) for row in side.rest]
        document = Document(
            title=f"{self._named(left)}与{self._named(right)}逐条对比",
            subtitle=f"按{self._named(left)}文件的次序排列，右栏标注与左栏的差异。",
            columns=(self._column(left, left), Column(title="关系", width=0.18), self._column(right, left)),
            rows=tuple(rows),
            sources=tuple(self._source(record) for record in (a, b)),
            marked=True,
        )
        return Export(document, f"pair-{left}--{right}", tuple(flat))

    def policy(self, policy_id: str) -> Export:
        """The tasks of one policy as a table of tasks (任务分工表).

        Raises:
            KeyError: It is not held.
        """
        record = self.index.record(policy_id)
        none = self._duties.none(policy_id)
        columns = (("序号", 0.35), ("任务", 0.9), ("内容", 2.8), ("责任单位", 1.1), ("时限", 0.7))
        rows = []
        for task in record.tasks:
            cells = (
                text_cell(self.index.number(policy_id, task.id)),
                text_cell(task.title),
                self._text(policy_id, task),
                self._duties.units(policy_id, task) or self._duties.annex_units(record, task) or none,
                self._duties.deadlines(policy_id, task) or none,
            )
            rows.append(Row(cells=cells))
        document = Document(
            title=f"{marked_name(record.title, record.text_status)}：任务表",
            subtitle=self._about(record),
            columns=tuple(Column(title=title, width=width) for title, width in columns),
            rows=tuple(rows),
            sources=(self._source(record),),
        )
        flat = tuple(self._flat(" › ".join(task.path), policy_id, task) for task in record.tasks)
        return Export(document, f"policy-{policy_id}", flat)

    def unit(self, function_id: str) -> Export:
        """Every provision in which units of a function class have a role.

        Raises:
            KeyError: There is no such class.
        """
        function = {entry.id: entry for entry in self.site.vocabulary.functions}[function_id]
        rows: list[Row] = []
        flat: list[FlatRow] = []
        refs: list[ItemRef] = []
        for record in self.site.records:
            for task in record.tasks:
                charged = units_said(record, task)
                found = [unit for unit in charged if unit.function is not None and unit.function.id == function_id]
                if not found:
                    continue
                roles = ("" if task.units else FROM_HEADING) + "；".join(self._duties.by_role(found))
                cells = (text_cell(self._label(record.id, task.id)), text_cell(task.title), text_cell(roles))
                rows.append(Row(cells=(*cells, self._text(record.id, task))))
                flat.append(self._flat(function.name, record.id, task))
                refs.append(ItemRef(policy=record.id, item=task.id))
        columns = (("条文", 0.5), ("任务", 0.8), ("承担的角色", 0.9), ("内容", 3.0))
        document = Document(
            title=f"{function.name}：各地文件中的职责",
            columns=tuple(Column(title=title, width=width) for title, width in columns),
            rows=tuple(rows),
            sources=tuple(self._source(record) for record in self._records(refs)),
        )
        return Export(document, f"unit-{function_id}", tuple(flat))

    def _named(self, policy: str) -> str:
        """The document's short name, never without the mark of what it is."""
        return marked_name(self.index.short(policy), self.index.status_of(policy))

    def _label(self, policy: str, item: str) -> str:
        return f"{self._named(policy)} {self.index.number(policy, item)}"

    def _mask(self, policy: str) -> Mask:
        if policy not in self._masks:
            self._masks[policy] = mask_for(self.index.record(policy), self.site)
        return self._masks[policy]

    def _records(self, refs: Iterable[ItemRef]) -> list[PolicyRecord]:
        return [self.index.record(policy) for policy in dict.fromkeys(ref.policy for ref in refs)]

    def _against(self, base: str, policy: str, item: Item) -> tuple[ItemRef | None, Marking]:
        """What a provision is marked against, and the steps; nothing for the base itself."""
        if policy == base:
            return None, Marking()
        links = self.index.links_from(policy, item.id, base)
        found = variant(self.index, ItemRef(policy=policy, item=item.id), links)
        return (None, Marking()) if found is None else (found.base, found.marking)

    def _column(self, policy: str, base: str) -> Column:
        name = f"{self._named(policy)}{'（基准）' if policy == base else ''}"
        return Column(title=name, subtitle=self.index.record(policy).doc_number or "")

    def _texts(self, cell: Coverage, marked: Sequence[tuple[Item, ItemRef | None, Marking]]) -> Cell:
        """The provisions of a column; of one on something else first what it says on the domain."""
        said = said_within(self.index, cell)
        shown: list[Paragraph] = []
        for item, base, steps in marked:
            head, *text = self._provision(cell.policy, item, base, steps)
            quoted = self._mask(cell.policy).text("".join(said.get(item.id, ())))
            shown += [head, *(text_cell(f"写到这一领域的是：{quoted}") if quoted else ()), *text]
        return tuple(shown)

    def _provision(self, policy: str, item: Item, base: ItemRef | None = None, steps: Marking | None = None) -> Cell:
        head = Paragraph(runs=(Run(text=f"{self._label(policy, item.id)} {item.title}", bold=True),))
        if base is None or steps is None or not steps.operations:
            return (head, *self._text(policy, item))
        against = f"对照 {self._label(base.policy, base.item)}"
        if steps.rewritten or self._hides(policy, item):
            return (head, Paragraph(runs=(Run(text=f"{against}{_REWRITTEN}"),), quiet=True), *self._text(policy, item))
        note = Paragraph(runs=(Run(text=against),), quiet=True)
        return (head, note, Paragraph(runs=tuple(_runs(steps))))

    def _match(self, policy: str, match: Match, *, named: bool) -> Cell:
        """A counterpart; `named` where those of its row differ in kind, so that each must say its own."""
        if match.link.type == "mention":
            head = Run(text=f"{self._label(policy, match.item.id)} {match.item.title}", bold=True)
            said = Run(text=self._mask(policy).text(match.sentence))
            return (Paragraph(runs=(head,)), Paragraph(runs=(Run(text="仅提及："), said), quiet=True))
        shown = self._provision(policy, match.item, match.link.from_, match.marking)
        if named:
            shown = (Paragraph(runs=(Run(text=f"{LINK_TYPES[match.link.type]}："),), quiet=True), *shown)
        return (*shown, *self._duties.below(policy, match.item))

    def _hides(self, policy: str, item: Item) -> bool:
        return self._mask(policy).hides(item.text)

    def _text(self, policy: str, item: Item) -> Cell:
        hide = self._mask(policy)
        return text_cell(*(hide.text(part) for part in self.index.paragraphs(policy, item))) or text_cell(
            "（只有标题，没有正文）"
        )

    def _deadlines(self, policy: str, item: Item) -> tuple[str, ...]:
        return deadlines_said(self.index.record(policy), item)

    def _flat(
        self, group: str, policy: str, item: Item, base: ItemRef | None = None, steps: Marking | None = None
    ) -> FlatRow:
        record = self.index.record(policy)
        own = item.units if isinstance(item, Task) else ()
        units, mark = (own, "") if own else (self.index.units_above(policy, item), FROM_HEADING)
        roles = {role: "、".join(unit.raw for unit in units if unit.role == role) for role in ROLES}
        roles = {role: mark + names if names else "" for role, names in roles.items()}
        shown = steps if base is not None and not self._hides(policy, item) else None
        runs = tuple(_runs(shown)) if shown is not None else ()
        link = self.index.link_between(base.policy, base.item, policy, item.id) if base is not None else None
        values = (
            group,
            self.index.short(policy),
            policy,
            record.doc_number,
            record.text_status,
            self.index.number(policy, item.id),
            item.title,
            self._mask(policy).text(item.text),
            roles["lead"],
            roles["cooperate"],
            roles["responsible"],
            isinstance(item, Task) and item.open_list,
            "；".join(self._deadlines(policy, item)),
            "；".join(quantities_of(item)),
            self._label(base.policy, base.item) if base is not None else None,
            LINK_TYPES[link.type] if link is not None else None,
            "".join(_signed(run) for run in runs) if shown is not None else None,
            self._permalink(policy, item.id),
        )
        return FlatRow(values, () if shown is not None and shown.rewritten else runs)

    def _flat_match(self, group: str, left: str, item: Item, right: str, match: Match) -> FlatRow:
        base = ItemRef(policy=left, item=item.id)
        return self._flat(group, right, match.item, base, marking(self.index, base, match.link.to))

    def _about(self, record: PolicyRecord) -> str:
        parts = (record.issuer or "", record.doc_number or "", str(record.issued_on or ""))
        return "　".join(part for part in parts if part)

    def _source(self, record: PolicyRecord, *items: str) -> Source:
        number = f"（{record.doc_number}）" if record.doc_number else ""
        numbers = {item: self.index.number(record.id, item) for item in items} or {"": ""}
        places = (Place(label=label, address=self._address(record.id, item)) for item, label in numbers.items())
        return Source(name=marked_name(f"{record.title}{number}", record.text_status), places=tuple(places))

    def _sources(self, refs: Sequence[ItemRef]) -> tuple[Source, ...]:
        by_policy = {record.id: [ref.item for ref in refs if ref.policy == record.id] for record in self._records(refs)}
        return tuple(self._source(self.index.record(policy), *items) for policy, items in by_policy.items())

    def _address(self, policy: str, item: str = "") -> str:
        """The full address, "" where the site's own is not known: a path leads nowhere from a file passed on."""
        return self._permalink(policy, item) if self.site.settings.site_url else ""

    def _permalink(self, policy: str, item: str = "") -> str:
        site = f"{self.site.settings.site_url.rstrip('/')}/" if self.site.settings.site_url else ""
        return f"{site}policies/{policy}.html" + (f"#{item}" if item else "")


def _runs(steps: Marking) -> list[Run]:
    kinds: dict[tuple[str, bool], Mark] = {
        ("insert", False): "insert",
        ("insert", True): "moved_here",
        ("delete", False): "delete",
        ("delete", True): "moved_away",
    }
    return [
        Run(
            text=(step.other_text or step.text) if step.op == "equal" else step.text,
            mark=kinds.get((step.op, step.moved), "same"),
        )
        for step in steps.operations
    ]


def _signed(run: Run) -> str:
    return run.text if run.mark == "same" else f"〔{_SIGNS[run.mark]}：{run.text}〕"
