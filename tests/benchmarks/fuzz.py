"""A fuzz run over all formats and stages: `python -m tests.benchmarks.fuzz [--seconds N] [--seed S]`.

Real documents are written in every format that is read, damaged as text or as bytes, and taken through read, parse,
normalise and validate. A file may be refused with a problem; anything else that goes wrong ends the run with its
traceback and the damage that led to it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.table import Table

from generator.models import SourceNotes, SourceText
from generator.normalise import normalise, with_domains, with_places
from generator.parse import parse
from generator.problems import PolicykbError
from generator.read import decoder_of
from generator.validate import validate
from generator.vocabulary import Vocabulary
from generator.vocabulary_files import load_vocabulary
from tests.properties import PIECES
from tests.read.formats import write_docx, write_html, write_ofd, write_pdf
from tests.support import ROOT

SEED = 20261121
LONGEST = 4000
"""Characters of a passage that is damaged: short ones give more tries."""

WRITERS: Mapping[str, Callable[[str], bytes]] = {
    ".txt": lambda text: text.encode("utf-8"),
    ".html": write_html,
    ".docx": write_docx,
    ".pdf": write_pdf,
    ".ofd": write_ofd,
}


def texts() -> list[str]:
    """The documents of the corpus."""
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "policies").glob("*/source.txt"))]


def damaged_text(chance: random.Random, text: str) -> str:
    """A passage of a text with lines cut, doubled, moved and pieces of official language thrown in."""
    begin = chance.randrange(max(1, len(text) - LONGEST))
    lines = text[begin : begin + LONGEST].split("\n")
    for _ in range(chance.randrange(0, 30)):
        at = chance.randrange(len(lines))
        cut = chance.randrange(len(lines[at]) + 1)
        lines[at] = chance.choice(
            [lines[at][:cut], lines[at][:cut] + chance.choice(PIECES) + lines[at][cut:], chance.choice(lines), ""]
        )
    return "\n".join(lines)


def damaged_bytes(chance: random.Random, data: bytes) -> bytes:
    """A file with some bytes changed, left out or doubled, or cut off; one in two stays whole."""
    if not data or chance.random() < 1 / 2:
        return data
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(changed))
        fate = chance.randrange(4)
        if fate == 0:
            changed[at] = chance.randrange(256)
        elif fate == 1:
            del changed[at : at + chance.randrange(1, 64)]
        elif fate == 2:
            changed[at:at] = changed[at : at + chance.randrange(1, 64)]
        else:
            del changed[max(at, len(changed) // 2) :]
        if not changed:
            break
    return bytes(changed)


def through_all_stages(text: str, suffix: str, vocabulary: Vocabulary) -> None:
    """Take a text through parse, normalise and validate.

    Raises:
        AssertionError: Characters were lost, or the record is not sound.
    """
    source = SourceText(path=f"policies/x/source{suffix}", text=text, sha256="0" * 64, encoding="utf-8")
    reading = parse(source, vocabulary)
    assert "".join(text[slice(*block.span)] for block in reading.blocks) == text
    record = normalise(reading, source, SourceNotes(), vocabulary, "x", ())
    wider = with_domains(with_places(vocabulary, [(reading, SourceNotes())]), [record])
    errors = [str(problem) for problem in validate([record], wider, {"x": text}) if problem.severity == "error"]
    assert errors == [], errors


def fuzz(seconds: float, vocabulary: Vocabulary, seed: int = SEED) -> Counter[str]:
    """Try damaged documents for some seconds.

    Args:
        seconds: How long; at least one document of each format is tried.
        vocabulary: The vocabularies.
        seed: Another seed tries other documents.

    Returns:
        How many were read and how many refused, by format (".pdf read").
    """
    corpus = texts()
    counts: Counter[str] = Counter()
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until or number < len(WRITERS):
        chance = random.Random(seed + number)  # noqa: S311 - the same documents at every run
        suffix = list(WRITERS)[number % len(WRITERS)]
        number += 1
        data = damaged_bytes(chance, WRITERS[suffix](damaged_text(chance, chance.choice(corpus))))
        try:
            text, _ = decoder_of(suffix)(data, f"fuzz{suffix}")
        except PolicykbError as refused:
            assert len(refused.problems) == 1 and "\n" not in str(refused)
            counts[f"{suffix} refused"] += 1
            continue
        try:
            through_all_stages(text, suffix, vocabulary)
        except Exception as error:
            error.add_note(f"seed {seed + number - 1}, {suffix}")
            raise
        counts[f"{suffix} read"] += 1
    return counts


def main() -> None:
    """Print how many documents were tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    counts = fuzz(options.seconds, load_vocabulary(ROOT / "schema" / "vocabulary"), options.seed)
    table = Table("format", "read", "refused", title=f"fuzz, {options.seconds:.0f} s")
    for suffix in WRITERS:
        table.add_row(suffix, str(counts[f"{suffix} read"]), str(counts[f"{suffix} refused"]))
    Console().print(table)


if __name__ == "__main__":
    main()
