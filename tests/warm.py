"""Runs of the command that are forked from a process which has loaded the program.

Loading it takes longer than most runs do. Each run is a process of its own with its own folder, variables, output and
exit status, and ends as Python ends; only what `python -m generator` does before its first line is not done anew.
"""

from __future__ import annotations

import atexit
import functools
import gc
import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import generator

_LOCK = threading.Lock()


def load() -> None:
    """Load every module of the program and compile its templates in this process."""
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)
    import_module("generator.render.environment").compile_templates()
    gc.freeze()


def run(
    arguments: Sequence[str], cwd: Path, environment: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own.

    Args:
        arguments: After the command's name.
        cwd: Its working folder.
        environment: All its variables. What Python and the system's library read when they start comes too late.
        timeout: Seconds after which it is killed.

    Returns:
        Exit status, output and errors.

    Raises:
        subprocess.TimeoutExpired: It was killed.
    """
    with _LOCK, tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        order = {"arguments": list(arguments), "cwd": str(cwd), "environment": dict(environment)}
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(order | {"out": str(out), "err": str(err)}) + "\n")
        server.stdin.flush()
        if not select.select([server.stdout], [], [], timeout)[0]:
            os.killpg(server.pid, signal.SIGKILL)
            _server.cache_clear()
            raise subprocess.TimeoutExpired(list(arguments), timeout)
        status = int(server.stdout.readline())
        said, complained = (path.read_text(encoding="utf-8") for path in (out, err))
    return subprocess.CompletedProcess(list(arguments), status, said, complained)


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


def _become(order: dict[str, object]) -> None:
    """Be the command; ends this process."""
    for stream, (target, flags) in enumerate(
        (
            (os.devnull, os.O_RDONLY),
            (str(order["out"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND),
            (str(order["err"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND),
        )
    ):
        opened = os.open(target, flags)
        os.dup2(opened, stream)
        os.close(opened)
    os.chdir(str(order["cwd"]))
    os.environ.clear()
    os.environ.update(order["environment"])  # type: ignore[arg-type]
    import_module("generator.cli").main(order["arguments"], prog_name="policykb")


if __name__ == "__main__":
    _serve()
