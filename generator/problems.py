"""Problems that people see: one line each, `path:line: code: message`."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

from generator.models.base import Frozen
from generator.models.kinds import Severity

_REASONS: Mapping[int | None, str] = MappingProxyType(
    {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "所在的盘是只读的",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "超出磁盘配额",
        errno.EISDIR: "是文件夹，不是文件",
        errno.ENOTDIR: "路径中有一段不是文件夹",
        errno.EEXIST: "已有同名的文件或文件夹",
        errno.ENAMETOOLONG: "名称太长",
        errno.EBUSY: "正被别的程序占用",
        errno.ETXTBSY: "正被别的程序占用",
        errno.EMFILE: "打开的文件太多",
        errno.ENFILE: "打开的文件太多",
        errno.EIO: "磁盘读写出错",
        errno.ESTALE: "网络盘已断开",
        errno.ELOOP: "链接绕成了圈",
        errno.EADDRINUSE: "端口已被占用",
        errno.EADDRNOTAVAIL: "本机没有这个地址",
    }
)
"""What the system says, for readers of Chinese: whatever the language of the machine is, it answers in its own."""


def reason_of(error: Exception) -> str:
    """Why something could not be read or written, in a few words; those of the system where it is nothing common."""
    if isinstance(error, UnicodeDecodeError):
        return "不是 UTF-8 编码，可能是 GBK"
    if not isinstance(error, OSError):
        return type(error).__name__
    return _REASONS.get(error.errno) or error.strerror or type(error).__name__


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
