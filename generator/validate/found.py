"""What validation found: the warnings of records stay in the records, of which there may be thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import overload

from generator.models import PolicyRecord
from generator.models.held_record import numbers_of
from generator.models.kinds import Severity
from generator.problems import Problem


class FoundProblems(Sequence[Problem]):
    """Problems, and after them what the records themselves warn of, made anew whenever somebody goes through them."""

    def __init__(self, beside: Sequence[Problem] = (), records: Sequence[PolicyRecord] = ()) -> None:
        """Nothing is looked at yet.

        Args:
            beside: Problems that no record tells by itself.
            records: The records with their warnings.
        """
        self.beside = tuple(beside)
        self._records = records

    def after(self, before: Iterable[Problem]) -> FoundProblems:
        """The same with other problems before."""
        return FoundProblems((*before, *self.beside), self._records)

    def of_severity(self, severity: Severity) -> Iterator[Problem]:
        """Those of one severity; only records that have such are looked into."""
        warning = (record for record in self._records if numbers_of(record).severities.get(severity))
        every = chain(self.beside, chain.from_iterable(map(_warnings, warning)))
        return (problem for problem in every if problem.severity == severity)

    def counted(self, severity: Severity) -> int:
        """How many have a severity; no record is looked into."""
        of_records = sum(numbers_of(record).severities.get(severity, 0) for record in self._records)
        return sum(problem.severity == severity for problem in self.beside) + of_records

    def __iter__(self) -> Iterator[Problem]:
        """All of them, record after record."""
        return chain(self.beside, chain.from_iterable(map(_warnings, self._records)))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.beside) + sum(numbers_of(record).warnings for record in self._records)

    @overload
    def __getitem__(self, index: int) -> Problem: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Problem, ...]: ...

    def __getitem__(self, index: int | slice) -> Problem | tuple[Problem, ...]:
        """One or some, found by going through all."""
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        """Whether the same problems come in the same order."""
        return isinstance(other, Sequence) and len(self) == len(other) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """From what stands beside the records; these are left alone."""
        return hash((self.beside, len(self)))

    def __repr__(self) -> str:
        """All of them, as a tuple shows them."""
        return repr(tuple(self))


def _warnings(record: PolicyRecord) -> Iterator[Problem]:
    path = f"policies/{record.id}/{record.source.file}"
    for warning in record.warnings:
        yield Problem(
            path=path, line=warning.line, code=warning.code, message=warning.message, severity=warning.severity
        )
