"""Problems that people see: one line each, `path:line: code: message`."""

from __future__ import annotations

from generator.models.base import Frozen
from generator.models.kinds import Severity


class Problem(Frozen):
    """Something wrong with a file, said so that its owner knows what to do next.

    Attributes:
        path: The file, relative to the repository.
        line: 1-based line, 0 where the whole file is meant.
        code: Stable machine-readable word ("unit_unknown").
        message: What is wrong and what to do next.
    """

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """The line shown: `path:line: code: message`, control characters and line ends made visible."""
        shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in self.message)
        return f"{self.path}:{self.line}: {self.code}: {shown}"


class PolicykbError(Exception):
    """Carries one or more problems up to the command, which prints them and exits with 1."""

    def __init__(self, *problems: Problem) -> None:
        """Keep `problems` (at least one)."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[PolicykbError], tuple[Problem, ...]]:
        """On its way from a worker it keeps the problems, not only what they say."""
        return PolicykbError, self.problems
