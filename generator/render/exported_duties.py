"""Who answers for a provision and by when, as exports say it: with whose it is, and why nothing stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.export import Paragraph, Row, Run
from generator.export.document import Cell, text_cell
from generator.models import Cell as Coverage
from generator.models import PolicyRecord, Principle, Task, Unit
from generator.render.compared import Item
from generator.render.duties import deadlines_said
from generator.render.exported_gaps import nothing
from generator.render.index import Index
from generator.render.wording import FROM_HEADING, IN_ANNEX, OPEN_LIST, ROLES, unsaid

Reader = Callable[[str, Item], Cell]


class ExportedDuties:
    """Reads duties off provisions of one site."""

    def __init__(self, index: Index) -> None:
        """Keep the look-ups of the site."""
        self._index = index

    def units(self, policy: str, item: Item) -> Cell:
        """Units by role, those of a heading above where the provision names none; () where nobody is named."""
        if isinstance(item, Principle):
            return ()
        lines = self.by_role(item.units)
        if not lines:
            return text_cell(*(FROM_HEADING + line for line in self.by_role(self._index.units_above(policy, item))))
        return text_cell(*(lines if not item.open_list else (*lines[:-1], lines[-1] + OPEN_LIST)))

    def annex_units(self, record: PolicyRecord, task: Task) -> Cell:
        """Whom the annex charges where the body charges nobody, marked as such."""
        rows = [row for row in record.annex_rows if row.task == task.id]
        lines = self.by_role(unit for row in rows for unit in row.units)
        return text_cell(*(IN_ANNEX + line for line in lines))

    def by_role(self, units: Iterable[Unit]) -> list[str]:
        """A line for each role."""
        return [
            f"{ROLES[role]}：{'、'.join(u.raw for u in us)}" for role, us in self._index.units_by_role(tuple(units))
        ]

    def deadlines(self, policy: str, item: Item) -> Cell:
        """Its time limits on one line."""
        return text_cell("；".join(deadlines_said(self._index.record(policy), item)))

    def quantities(self, policy: str, item: Item) -> Cell:
        """Its figures on one line."""
        return text_cell("；".join(quantities_of(item)))

    def none(self, policy: str, otherwise: str = "未写明") -> Cell:
        """Why nothing stands there: of a text that is not the whole document nobody knows (不明)."""
        return text_cell(unsaid(self._index.status_of(policy), otherwise))

    def each(self, policy: str, items: Sequence[Item], read: Reader, otherwise: str) -> Cell:
        """What is read off each of a document's provisions; of several each with its number, or nobody knows whose."""
        lines: list[Paragraph] = []
        for item in items:
            if len(items) > 1:
                number = f"{self._index.number(policy, item.id)}："
                lines.append(Paragraph(runs=(Run(text=number),), quiet=True))
            lines += read(policy, item) or self.none(policy, otherwise)
        return tuple(lines)

    def rows(self, shown: Sequence[Coverage], items: Mapping[str, Sequence[Item]]) -> Iterator[Row]:
        """Who answers for the provisions of each document, by when, and how much: a row each.

        Args:
            shown: What is known of the domain in each document that has a column.
            items: Policy id -> its provisions on the domain, of those that have any.
        """
        readers = (
            ("责任单位", self.units, "未写明"),
            ("时限", self.deadlines, "未写明"),
            ("量化指标", self.quantities, "没有"),
        )
        for name, read, none in readers:
            said = (
                self.each(cell.policy, items[cell.policy], read, none) if cell.items else nothing(cell)
                for cell in shown
            )
            yield Row(cells=(text_cell(name, bold=True), *said))

    def below(self, policy: str, item: Item) -> Cell:
        """Units and time limits as lines below a provision's text; () where it says neither."""
        limits = self.deadlines(policy, item)
        said = (*self.units(policy, item), *_led("时限：", limits))
        return tuple(Paragraph(runs=line.runs, quiet=True) for line in said)


def quantities_of(item: Item) -> list[str]:
    """The figures of a provision as they are written."""
    return [quantity.raw for quantity in item.quantities] if isinstance(item, Task) else []


def _led(words: str, lines: Cell) -> Cell:
    return tuple(Paragraph(runs=(Run(text=words), *line.runs)) for line in lines)
