"""A corpus to measure with: `python -m tests.benchmarks.corpus N FOLDER [--seed S]` makes a knowledge base.

The documents are made up, the same ones for the same seed: opinions, plans, measures and interpretations of 3,000
to 8,000 characters on several matters, by places of four levels, citing and partly copying those above them. They
come in through the same door as real ones: policies/<id>/source.txt beside the real vocabulary plus their places.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.benchmarks.phrases import (
    ENDS,
    HOW,
    MATTERS,
    MEANS,
    OBJECTS,
    PRINCIPLES,
    SAFEGUARDS,
    UNITS,
    VERBS,
    WHAT_FOR,
    Matter,
)
from tests.support import copy_knowledge_base

SEED = 20261121
SHORTEST, LONGEST = 3000, 8000
"""Characters of a document, about."""
SHORT = (1200, 2400)
"""Of documents for tests: all kinds of provisions, and little of each."""
NUMERALS = "一二三四五六七八九十"
COPIED = 0.12
"""Share of the sentences that a document takes over from the one above it."""

STOCK = 0.2
"""Share of the clauses on means that are phrases every second document uses."""

PROVINCES, CITIES, COUNTIES = 6, 6, 6
"""Provinces, cities in each, counties in each of these."""

FIRST = "云海青松岭江泽安宁和平兴隆昌永德"
SECOND = "川原陵阳源峰湖田溪泉浦台"


@dataclass(frozen=True)
class MadePlace:
    """A place of the made corpus."""

    id: str
    name: str
    level: str
    parent: str | None

    @property
    def short(self) -> str:
        """The name without its suffix."""
        return self.name[:-1]


@dataclass(frozen=True)
class Made:
    """A made document: what later ones cite and copy of it."""

    id: str
    place: MadePlace
    matter: Matter
    title: str
    number: str
    text: str
    sentences: tuple[str, ...]


def numeral(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def made_places() -> tuple[MadePlace, ...]:
    """All places, the country first, every one after the one it lies in."""
    names = iter([one + other for one in FIRST for other in SECOND] + [a + b for a in SECOND for b in FIRST])
    places = [MadePlace("national", "全国", "national", None)]
    for p in range(PROVINCES):
        province = MadePlace(f"made-p{p}", f"{next(names)}省", "province", "national")
        places.append(province)
        for c in range(CITIES):
            city = MadePlace(f"{province.id}c{c}", f"{next(names)}市", "prefecture", province.id)
            places.append(city)
            places += [
                MadePlace(f"{city.id}x{x}", f"{next(names)}{'县区'[x % 2]}", "county", city.id) for x in range(COUNTIES)
            ]
    return tuple(places)


def made_documents(count: int, seed: int = SEED, sizes: tuple[int, int] = (SHORTEST, LONGEST)) -> Iterator[Made]:
    """The documents one after the other.

    Args:
        count: How many.
        seed: Another seed makes other documents.
        sizes: How many characters a document has at least and at most, about.

    Yields:
        Documents; places and matters take turns, so that the first hundred hold all levels and matters, and with
        more documents than places and matters the same place writes on a matter again in a later year.
    """
    chance = random.Random(seed)  # noqa: S311 - the same documents at every run
    places = made_places()
    turns = [(place, matter) for matter in MATTERS for place in places]
    chance.shuffle(turns)
    turns.sort(key=lambda turn: turn[0].level != "national")
    latest: dict[tuple[str, str], Made] = {}
    for number in range(count):
        place, matter = turns[number % len(turns)]
        year = 2012 + number // len(turns) * 3 + ("national", "province", "prefecture", "county").index(place.level)
        above = _above(latest, {entry.id: entry for entry in places}, place, matter)
        made = _document(chance, place, matter, above, number + 1, min(year, 2025), sizes)
        latest[place.id, matter.id] = made
        yield made


def write_knowledge_base(
    folder: Path,
    count: int,
    seed: int = SEED,
    *,
    real: bool = False,
    sizes: tuple[int, int] = (SHORTEST, LONGEST),
) -> Path:
    """Make a knowledge base of its own.

    Args:
        folder: Does not exist yet.
        count: How many made documents.
        seed: See `made_documents`.
        real: Whether the real documents stand beside them.
        sizes: See `made_documents`.

    Returns:
        The folder: mkdocs.yml, schema/, site_src/ and policies/<id>/source.txt.
    """
    copy_knowledge_base(folder, None if real else ())
    path = folder / "schema" / "vocabulary" / "jurisdictions.yaml"
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    held["places"] += [
        {
            "id": place.id,
            "name": place.name,
            "short": place.short,
            "level": place.level,
            "parent": place.parent,
            "signs": [{"text": place.name, "examples": [f"{place.name}人民政府"]}],
        }
        for place in made_places()[1:]
    ]
    path.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for made in made_documents(count, seed, sizes):
        (folder / "policies" / made.id).mkdir()
        (folder / "policies" / made.id / "source.txt").write_text(made.text, encoding="utf-8", newline="\n")
    return folder


def _above(
    latest: dict[tuple[str, str], Made], places: dict[str, MadePlace], place: MadePlace, matter: Matter
) -> tuple[Made, ...]:
    found: list[Made] = []
    parent = place.parent
    while parent is not None:
        if (parent, matter.id) in latest:
            found.append(latest[parent, matter.id])
        parent = places[parent].parent
    return tuple(found)


def _document(
    chance: random.Random,
    place: MadePlace,
    matter: Matter,
    above: Sequence[Made],
    number: int,
    year: int,
    sizes: tuple[int, int],
) -> Made:
    issuer = "国务院办公厅" if place.level == "national" else f"{place.name}人民政府"
    kind = chance.choice(("实施意见", "实施方案", "若干措施", "工作方案"))
    title = f"{issuer}关于{matter.name}的{kind}"
    code = f"{'国办' if place.level == 'national' else place.short + '政'}发〔{year}〕{number}号"
    body = _Body(chance, place, matter, tuple(s for made in above for s in made.sentences))
    lines = [title, code, *_addressees(place), *_opening(chance, place, matter, above, kind)]
    lines += body.write(chance.randrange(*sizes))
    lines += ["", issuer, f"{year}年{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日"]
    lines += body.annex() if chance.random() < 0.3 else []
    text = "\n\n".join(filter(None, lines)) + "\n"
    return Made(f"{place.id}-{matter.id}-{number}", place, matter, title, code, text, tuple(body.said))


def _addressees(place: MadePlace) -> list[str]:
    if place.level == "national":
        return ["各省、自治区、直辖市人民政府，国务院各部委、各直属机构："]
    return ["各市、县（市、区）人民政府，各有关部门、各直属单位："]


def _opening(
    chance: random.Random, place: MadePlace, matter: Matter, above: Sequence[Made], kind: str
) -> Iterator[str]:
    basis = "和".join(f"《{made.title}》（{made.number}）" for made in above[:2])
    where = "我国" if place.level == "national" else {"province": "我省", "prefecture": "我市"}.get(place.level, "我县")
    rest = (
        f"结合{where}实际，制定本{'意见' if kind.endswith('意见') else '方案' if kind.endswith('方案') else '措施'}。"
    )
    yield (f"为贯彻落实{basis}精神，" if basis else "") + f"{matter.name}，{chance.choice(MEANS)}，{rest}"


class _Body:
    """Writes the provisions of one document."""

    def __init__(self, chance: random.Random, place: MadePlace, matter: Matter, copied: tuple[str, ...]) -> None:
        self.chance, self.place, self.matter, self.copied = chance, place, matter, copied
        self.said: list[str] = []
        self.tasks: list[tuple[str, str]] = []

    def write(self, size: int) -> list[str]:
        """About `size` characters: aims, principles, tasks under the matter's headings, safeguards."""
        goal = f"到{self.chance.randrange(2018, 2030)}年，{self.matter.goal}达到{self.chance.randrange(60, 100)}%以上。"
        lines = ["一、总体要求", "（一）指导思想。" + self.sentences(2), "（二）主要目标。" + goal + self.sentences(1)]
        if self.chance.random() < 0.6:
            lines += ["（三）基本原则。"]
            picked = self.chance.sample(PRINCIPLES, 3)
            lines += [f"{n}.坚持{name}。{self.sentences(1)}" for n, name in enumerate(picked, 1)]
        headings = self.chance.sample(self.matter.headings, self.chance.randrange(3, len(self.matter.headings)))
        share = (size - 800) // len(headings)
        for n, (heading, topics) in enumerate(headings, 2):
            lines += [f"{numeral(n)}、{heading}", *self.part(topics, share)]
        lines.append(f"{numeral(len(headings) + 2)}、保障措施")
        for n, name in enumerate(self.chance.sample(SAFEGUARDS, 3), 1):
            lines.append(f"（{numeral(n)}）{name}。{self.sentences(2)}")
        return lines

    def part(self, topics: Sequence[str], size: int) -> Iterator[str]:
        """The tasks of one heading, until `size` characters are reached."""
        done, n = 0, 0
        style = self.chance.choice(("（{}）", "（{}）", "{}."))
        picked = list(topics)
        self.chance.shuffle(picked)
        while done < size:
            topic = picked[n % len(picked)]
            n += 1
            title = f"{self.chance.choice(VERBS)}{topic}" + (
                f"{self.chance.choice(OBJECTS)}" if n > len(picked) else ""
            )
            number = style.format(numeral(n) if style.startswith("（") else n)
            paragraph = f"{number}{title}。{self.sentences(self.chance.randrange(2, 5), topic)}{self.duty()}"
            self.tasks.append((title, topic))
            done += len(paragraph)
            yield paragraph

    def sentences(self, count: int, topic: str = "") -> str:
        """Some sentences, now and then one of the document above."""
        found = []
        for _ in range(count):
            if self.copied and self.chance.random() < COPIED:
                found.append(self.chance.choice(self.copied))
                continue
            parts = [
                self.deed(topic),
                self.deed(""),
                self.means(),
                self.chance.choice(ENDS).format(
                    n=self.chance.randrange(2, 400), w=self.chance.choice(self.matter.words)
                ),
            ]
            found.append("，".join(self.chance.sample(parts, self.chance.randrange(2, 5))) + "。")
        self.said += found
        return "".join(found)

    def deed(self, topic: str) -> str:
        """What is done about a topic, or about anything that belongs to the matter."""
        return (
            self.chance.choice(VERBS) + (topic or self.chance.choice(self.matter.words)) + self.chance.choice(OBJECTS)
        )

    def means(self) -> str:
        """How something is done and what for; one in five is a phrase that stands everywhere."""
        if self.chance.random() < STOCK:
            return self.chance.choice(MEANS)
        return self.chance.choice(HOW) + self.chance.choice(WHAT_FOR)

    def duty(self) -> str:
        """A clause that says who is responsible, and sometimes until when."""
        if self.chance.random() < 0.15:
            return ""
        prefix = {"national": "国家", "province": "省", "prefecture": "市"}.get(self.place.level, "县")
        units = [prefix + unit for unit in self.chance.sample(UNITS, 4)]
        until = f"；完成时限：{self.chance.randrange(2018, 2027)}年{self.chance.randrange(1, 13)}月底"
        clause = f"牵头单位：{units[0]}；配合单位：{'、'.join(units[1 : self.chance.randrange(2, 5)])}"
        if self.chance.random() < 0.4:
            clause = f"责任单位：{'、'.join(units[: self.chance.randrange(1, 4)])}，各县（市、区）政府"
        return f"（{clause}{until if self.chance.random() < 0.4 else ''}）"

    def annex(self) -> list[str]:
        """A task table, its cells parted by tabs."""
        rows = ["\t".join(("序号", "任务名称", "任务分解", "完成时限", "牵头单位", "配合单位"))]
        for n, (title, topic) in enumerate(self.tasks[:12], 1):
            one, other = self.chance.sample(UNITS, 2)
            text = f"{self.chance.choice(VERBS)}{topic}{self.chance.choice(OBJECTS)}"
            rows.append("\t".join((str(n), title, text, f"{self.chance.randrange(2018, 2027)}年12月底", one, other)))
        return ["附件：重点任务分工表", "重点任务分工表", "\n".join(rows)]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    write_knowledge_base(options.folder, options.count, options.seed)


if __name__ == "__main__":
    main()
