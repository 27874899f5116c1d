"""What learning words has in common (tests.domain_words, tests.naming_words): its option, and the file it writes."""

from __future__ import annotations

import argparse
from collections import defaultdict
from typing import Any


def left_out(description: str | None) -> str:
    """What the command asks to leave out, "" for nothing."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--without", metavar="N", default="", help="the writer or document that is left out")
    return str(parser.parse_args().without)


def as_yaml(head: str, learned: Any, ids: list[str], least: float, digits: int) -> str:
    """The learned words as a file of the vocabulary.

    Args:
        head: What stands before the domains, with the name of the list.
        learned: Weights (run, domain), bases, and the number of each run.
        ids: The domains in their order.
        least: Weights under this are left out.
        digits: Decimals to which weights are rounded.
    """
    weights, base, runs = learned
    lines = [head]
    for column, name in enumerate(ids):
        held = defaultdict(list)
        for run, row in runs.items():
            if abs(weights[row, column]) >= least:
                held[round(float(weights[row, column]), digits)].append(run)
        lines += [f"  - domain: {name}", f"    base: {base[column]:.2f}", "    words:"]
        lines += [f"      {weight}: '{' '.join(sorted(held[weight]))}'" for weight in sorted(held, reverse=True)]
    return "\n".join(lines)
