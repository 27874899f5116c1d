"""Runs of the command that are forked from a process which has loaded the program.

Loading it takes longer than most runs do. Each run is a process of its own with its own folder, variables, output and
exit status, and ends as Python ends; only what `python -m generator` does before its first line is not done anew, and
patterns that stand in the vocabularies of this repository are compiled already.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import json
import os
import pkgutil
import re
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import generator
from tests import deprived

_LOCK = threading.Lock()


def keep_patterns() -> None:
    """Have this process, and those forked from it, compile each pattern once.

    Python keeps 512. The program and its vocabularies have a thousand, so that each of some hundred times that tests
    read them all would be compiled again: a fifth of what a command on one document costs.
    """
    re._MAXCACHE = 1 << 16  # type: ignore[attr-defined]


def load() -> None:
    """Load every module of the program, compile its templates and the patterns that reading takes, hash its files."""
    keep_patterns()
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)
    import_module("generator.render.environment").compile_templates()
    root = Path(__file__).parents[1]
    import_module("generator.site_build").compiled_looks(root)
    vocabulary = import_module("generator.vocabulary_files").load_vocabulary(root / "schema" / "vocabulary")
    for path in sorted((root / "policies").glob("*/source.txt")):
        import_module("generator.documents").read_draft(path, "draft", vocabulary)
    import_module("generator.cache").hash_program()
    gc.freeze()


def run(
    arguments: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str],
    timeout: float,
    before: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own.

    Args:
        arguments: After the command's name.
        cwd: Its working folder.
        environment: All its variables. What Python and the system's library read when they start comes too late.
        timeout: Seconds after which it is killed.
        before: A function of `tests.deprived` that is called first, with its arguments.

    Returns:
        Exit status, output and errors.

    Raises:
        subprocess.TimeoutExpired: It was killed.
        ChildProcessError: The process it is to be forked from has ended, as one that cannot load the program does.
    """
    order = {"arguments": list(arguments), "cwd": str(cwd), "environment": dict(environment), "before": list(before)}
    with _LOCK, tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as opened:
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        # Pipes as people have them, and not files: how large those get may be what is limited.
        pipes = []
        for name in ("out", "err"):
            order[name] = f"{folder}/{name}"
            os.mkfifo(f"{folder}/{name}")
            pipes.append(os.open(f"{folder}/{name}", os.O_RDONLY | os.O_NONBLOCK))
            opened.callback(os.close, pipes[-1])
        # Where it has ended already, that is told by its answer.
        with contextlib.suppress(BrokenPipeError):
            server.stdin.write(json.dumps(order) + "\n")
            server.stdin.flush()
        heard = _read_to_end(pipes, server.stdout, time.monotonic() + timeout)
        if heard is None:
            os.killpg(server.pid, signal.SIGKILL)
            _server.cache_clear()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
    answer, *said = heard
    return subprocess.CompletedProcess(list(arguments), int(answer), *said)


def _read_to_end(pipes: Sequence[int], answers: IO[str], until: float) -> tuple[str, ...] | None:
    """The server's answer, and what is written into each pipe until all who write have ended; None if not in time.

    Raises:
        ChildProcessError: The server has ended, so that nobody will ever write.
    """
    read = dict.fromkeys(pipes, b"")
    answer = ""
    going: set[int | IO[str]] = {*pipes, answers}
    while going:
        ready = select.select(list(going), [], [], max(0.0, until - time.monotonic()))[0]
        if not ready:
            return None
        for source in ready:
            if not isinstance(source, int):
                answer = source.readline()
                if not answer:
                    raise ChildProcessError("the process that runs are forked from has ended; it says why above")
                going.remove(source)
            elif chunk := os.read(source, 1 << 16):
                read[source] += chunk
            else:
                going.remove(source)
    return answer, *(content.decode("utf-8") for content in read.values())


@functools.cache
def _server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.warm"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    atexit.register(server.communicate)
    return server


def _serve() -> None:
    """Run what is asked for on standard input, one line each, and answer with its exit status."""
    load()
    for line in sys.stdin:
        order = json.loads(line)
        run = os.fork()
        if not run:
            _become(order)
        print(os.waitstatus_to_exitcode(os.waitpid(run, 0)[1]), flush=True)


def _become(order: dict[str, Any]) -> None:
    """Be the command; ends this process."""
    for stream, name in enumerate((os.devnull, order["out"], order["err"])):
        opened = os.open(name, os.O_WRONLY if stream else os.O_RDONLY)
        os.dup2(opened, stream)
        os.close(opened)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["environment"])
    if order["before"]:
        name, *arguments = order["before"]
        getattr(deprived, name)(*arguments)
    import_module("generator.cli").main(order["arguments"], prog_name="policykb")


if __name__ == "__main__":
    _serve()
