"""The sample configuration of generator/deploy in a real nginx, for the tests and for measuring."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import ROOT

CONFIGURATION = ROOT / "generator/deploy/nginx.conf"
SITE_ROOT = "root /srv/policykb/site;"
"""What the sample says; the same words are what its readers change."""

PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", str(ROOT / ".venv/nginx/usr/sbin/nginx"))

AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ }}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {site};
}}
"""
"""What distributions put around a site's configuration, with all files in one folder."""


def find_nginx() -> str | None:
    """The path of nginx, or None where there is none."""
    return shutil.which("nginx") or next((place for place in PLACES if Path(place).is_file()), None)


def _types(nginx: str) -> Path:
    """The list of file types that comes with this nginx."""
    unpacked = Path(nginx).parents[2] / "etc/nginx/mime.types"
    return unpacked if unpacked.is_file() else Path("/etc/nginx/mime.types")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def configured(root: Path, port: int, prefix: str) -> str:
    """The sample as somebody changes it for a folder and port; below a prefix also the page for wrong addresses."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for before, after in (
        ("listen 8080;", f"listen 127.0.0.1:{port};"),
        ("listen [::]:8080;", ""),
        (SITE_ROOT, f'root "{root}";'),
        ("error_page 404 /404.html;", f"error_page 404 {prefix}404.html;"),
    ):
        if text.count(before) != 1:
            raise RuntimeError(f"{CONFIGURATION.name}: “{before}” must stand there once")
        text = text.replace(before, after)
    return text


@contextmanager
def served_by_nginx(root: Path, folder: Path, prefix: str = "/") -> Iterator[str]:
    """Run nginx on a folder of this machine; gives the address of the site, "/" at the end.

    Args:
        root: The folder that the server sends.
        folder: For its configuration, logs and temporary files; made.
        prefix: Where below `root` the site stands, "/" at both ends.

    Raises:
        RuntimeError: There is no nginx, or it refuses the configuration.
    """
    nginx = find_nginx()
    if nginx is None:
        raise RuntimeError("no nginx found (Debian/Ubuntu: apt-get install nginx)")
    folder.mkdir(parents=True)
    port = _free_port()
    (folder / "site.conf").write_text(configured(root, port, prefix), encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    main = AROUND.format(user=user, folder=folder, types=_types(nginx), site=folder / "site.conf")
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    command = [nginx, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, encoding="utf-8", check=False)
    if checked.returncode != 0:
        raise RuntimeError(checked.stderr)
    server = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}{prefix}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("nginx does not answer")
