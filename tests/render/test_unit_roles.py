"""Who leads each domain where, and what stands where a class of units does not take part."""

from __future__ import annotations

from lxml import html

from generator.models import DomainRef, Domains, FunctionRef, PolicyRecord, SourceFile, Task
from generator.render.environment import render_page
from generator.render.mentions import mentions
from generator.render.pages import units
from generator.render.site import SiteInput
from generator.render.unit_roles import lead_rows, standings
from tests.render import made
from tests.render.every import every_page

OPEN, PPP = (Domains(primary=DomainRef(id=id_, name=name)) for id_, name in (("open", "公开"), ("ppp", "合作")))


def _other(*tasks: Task) -> PolicyRecord:
    return PolicyRecord(
        id="p-2017-1", title="乙省意见", document_type="意见", text_status="full",
        jurisdiction=made.place("a").model_copy(update={"id": "p", "name": "乙省", "level": "province"}),
        source=SourceFile(file="source.txt", sha256="3" * 64, chars=len(made.SOURCE)), tasks=tasks,
    )  # fmt: skip


def _task(number: str, domains: Domains, *roles: tuple[str, str]) -> Task:
    named = tuple(
        made.unit(raw, role, known=False).model_copy(update={"function": FunctionRef(id="lower", name="下级政府")})
        for raw, role in roles
    )
    return Task(
        id=f"t-{number}", number=number, kind="task", title="题", path=(), text="", lines=(), spans=(),
        title_span=(0, 2), domains=domains, units=named,
    )  # fmt: skip


def _site(*tasks: Task) -> SiteInput:
    records = (made.national(), _other(*tasks), made.local())
    sources = {**made.site().sources, "p-2017-1": made.SOURCE}
    return made.site(records=records, sources=sources)


def test_leaders_come_before_the_responsible_and_nobody_is_invented() -> None:
    site = _site(
        _task("1", OPEN, ("各镇", "responsible"), ("发改委", "lead")), _task("2", PPP, ("各镇", "responsible"))
    )
    every = mentions(site)
    rows = {row.domain.id: row.cells for row in lead_rows(site, every, standings(site, every))}
    said = {
        domain: [(c.standing, c.role, [f.id for f in c.functions]) for c in cells] for domain, cells in rows.items()
    }
    assert said == {
        "open": [("unnamed", "", []), ("named", "lead", ["lower"]), ("named", "lead", ["development"])],
        # The national text is a digest: that it has nothing there proves nothing.
        "ppp": [("unknown", "", []), ("named", "responsible", ["lower"]), ("nothing", "", [])],
    }


def test_only_cooperating_units_are_no_leaders() -> None:
    site = _site(_task("1", OPEN, ("各镇", "cooperate")))
    every = mentions(site)
    (row,) = lead_rows(site, every, standings(site, every))
    assert [(cell.standing, cell.role) for cell in row.cells][1] == ("named", "")


def test_a_class_that_takes_no_part_is_absent_unknown_or_without_provision() -> None:
    """发展改革 leads 公开 in 甲; 乙省 names other units there, the national text none."""
    site = _site(_task("1", OPEN, ("各镇", "lead")))
    page = next(page for page in every_page(units, site) if page.path == "units/development.md")
    tree = html.document_fromstring(render_page(page, site).split("\n---\n", 1)[1])
    (row,) = tree.xpath("//table[contains(@class,'pk-matrix-small')]/tbody/tr")
    cells = ["".join(cell.text_content().split()) for cell in row.xpath("./td")]
    assert cells == ["不明", "未列", "牵头"]


def test_the_index_shows_who_leads() -> None:
    site = _site(_task("1", OPEN, ("各镇", "responsible")))
    page = next(page for page in every_page(units, site) if page.path == "units/index.md")
    tree = html.document_fromstring(render_page(page, site).split("\n---\n", 1)[1])
    cells = [" ".join(cell.text_content().split()) for cell in tree.xpath("//td[@class='pk-leads']")]
    assert cells == ["不明", "下级政府 责任", "发展改革"]
    links = tree.xpath("//td[@class='pk-leads']/a/@href")
    assert links == ["lower.html#d-open", "development.html#d-open"]
