"""What learning words has in common (tests.domain_words, tests.naming_words): option, what is learned from, file."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from generator.evaluate.domains import GOLD
from generator.vocabulary import Domain
from tests.truth_files import TRUTH, truth

HOLDERS = 3
"""Passages in which a run of characters must stand."""


def left_out(description: str | None) -> str:
    """What the command asks to leave out, "" for nothing."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--without", metavar="N", default="", help="the writer or document that is left out")
    return str(parser.parse_args().without)


def tuned_provisions(without: str) -> list[dict[str, Any]]:
    """The labelled provisions that are tuned, but for those of one writer."""
    labelled = [truth(name) for name in (Path(file).stem for file in GOLD) if name != f"provisions_{without}"]
    return [row for content in labelled if content["part"] == "tuned" for row in content["provisions"]]


def plan_provisions() -> list[dict[str, Any]]:
    """The labelled provisions of invented plans, with the words that tell each domain and those that do not."""
    plans = [truth(path.stem) for path in sorted(TRUTH.glob("plans_*.yaml"))]
    return [row for plan in plans for document in plan["documents"] for row in document["provisions"]]


def words_of(domain: Domain) -> list[str]:
    """The words that the vocabulary has for a domain."""
    return sorted({*domain.titles, *(cue.text for cue in (*domain.cues, *domain.mentions))})


def numbered(holders: Counter[str]) -> dict[str, int]:
    """Number the runs of characters that enough passages hold, by the number of passages that hold each."""
    return {run: number for number, run in enumerate(sorted(run for run, count in holders.items() if count >= HOLDERS))}


def as_yaml(head: str, learned: Any, ids: list[str], least: float, digits: int, within: Any = None) -> str:
    """The learned words as a file of the vocabulary.

    Args:
        head: What stands before the domains, with the name of the list.
        learned: Weights (run, domain), bases, and the number of each run.
        ids: The domains in their order.
        least: Weights under this are left out.
        digits: Decimals to which weights are rounded.
        within: Weights (domain that a provision is about, domain), if such are learned.
    """
    weights, base, runs = learned
    lines = [head]
    for column, name in enumerate(ids):
        held = defaultdict(list)
        for run, row in runs.items():
            if abs(weights[row, column]) >= least:
                held[round(float(weights[row, column]), digits)].append(run)
        lines += [f"  - domain: {name}", f"    base: {base[column]:.2f}"]
        if within is not None:
            held_within = {owner: float(within[row, column]) for row, owner in enumerate(ids)}
            said = [f"{owner}: {weight:.2f}" for owner, weight in held_within.items() if abs(weight) >= least]
            lines.append(f"    within: {{{', '.join(said)}}}")
        lines.append("    words:")
        lines += [f"      {weight}: '{' '.join(sorted(held[weight]))}'" for weight in sorted(held, reverse=True)]
    return "\n".join(lines)
