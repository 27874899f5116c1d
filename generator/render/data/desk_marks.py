"""The marked differences of pairs with a page of their own, for the desk: it shows what the other pages show."""

from __future__ import annotations

from collections.abc import Iterable

from generator.models import DifferenceOperation
from generator.render.compared import strong
from generator.render.environment import index_of, json_for_script
from generator.render.near import steps
from generator.render.personal_data import mask_for
from generator.render.site import DataFile, SiteInput


def files(site: SiteInput) -> Iterable[DataFile]:
    """None but those of the pairs."""
    return ()


def parts(site: SiteInput) -> Iterable[str]:
    """The names of the pairs with a page, "a--b", the document that comes first in record order first."""
    return (f"{a}--{b}" for a, b in index_of(site).paged_pairs)


def part_files(site: SiteInput, part: str) -> Iterable[DataFile]:
    """The file of one pair.

    Args:
        site: The whole site.
        part: The pair's name.

    Yields:
        "data/desk/<a>--<b>.js": `policykbDeskMarks("<a>--<b>", {"<item of a> <item of b>": [step, …]});` with steps
        that turn the text of `a` into that of `b`: [sign, text] and, where `b` writes an equal text otherwise, that
        one too; signs are =, - and +, and < and > for deletions and insertions of what has moved.
    """
    index = index_of(site)
    a, b = index.pair_named(part)
    masks = {policy: mask_for(index.record(policy), site) for policy in (a, b)}

    def hidden(policy: str, item: str) -> bool:
        # Steps cut a text anywhere, a name too: where something is hidden the desk marks what is shown of the text.
        return masks[policy].hides(index.item(policy, item).text)

    marks: dict[str, list[list[str]]] = {}
    for item in index.items(a):
        for link in strong(index.links_from(a, item.id, b)):
            found = steps(index, link.from_, link.to)
            if found and not hidden(a, item.id) and not hidden(b, link.to.item):
                marks[f"{item.id} {link.to.item}"] = [_step(step) for step in found]
    call = f"policykbDeskMarks({json_for_script(part)}, {json_for_script(marks)});\n"
    yield DataFile(f"data/desk/{part}.js", call.encode())


def _step(step: DifferenceOperation) -> list[str]:
    if step.op == "equal":
        return ["=", step.text] if step.other_text is None else ["=", step.text, step.other_text]
    signs = {"delete": ("-", "<"), "insert": ("+", ">")}
    return [signs[step.op][step.moved], step.text]
