"""What is wrong with the settings of a site, as its owner can act on it; MkDocs tells it in terms of its own."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from generator.problems import Problem

ADDRESS = "POLICYKB_SITE_URL"
"""The environment variable from which mkdocs.yml takes the site's address."""

_VALUE = re.compile(r"Config value '(?P<name>[\w.]+)': (?P<said>.*)", re.DOTALL)
_LINE = re.compile(r"in \"[^\"]*\", line (?P<line>\d+)")


def setting_problem(config: str, message: str) -> Problem:
    """A fault that MkDocs tells of its configuration.

    Args:
        config: The name of the file.
        message: What MkDocs says, over one or several lines.

    Returns:
        It, with the setting that it is about, and the line where it tells one.
    """
    found, place = _VALUE.match(message), _LINE.search(message)
    if found is not None and found["name"] == "site_url":
        return address_problem(config)
    if "unacceptable character" in message:
        said = "不是 UTF-8 编码（可能是 GBK），或有控制字符；请在编辑器中“另存为”，编码选 UTF-8"
        return Problem(path=config, line=0, code="config_invalid", message=said)
    # MkDocs sets its messages over several lines; ours stand on one.
    said = " ".join((found["said"] if found is not None else message).split())
    about = f"设置 {found['name']} 不对（{said}）；请改正" if found is not None else f"读不成设置（{said}）；请改正"
    return Problem(path=config, line=int(place["line"]) if place else 0, code="config_invalid", message=about)


def is_address(value: str) -> bool:
    """Whether something is the whole address of a site: http or https, a host, and nothing that no address has."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    known = parts.scheme in ("http", "https") and bool(parts.hostname) and (port is None or port > 0)
    return known and not re.search(r"[\s<>\"]", value) and not parts.query and not parts.fragment


def address_problem(config: str) -> Problem:
    """The site's address, in the settings (`config` is their file's name) or in the environment, is none."""
    given = os.environ.get(ADDRESS, "")
    where = f"环境变量 {ADDRESS}（{given}）" if given and not is_address(given) else "site_url "
    message = f"{where}不是完整的网址；应如 https://kb.example.gov.cn/policy/，地址还不知道的，去掉它也能用"
    return Problem(path=config, line=0, code="config_invalid", message=message)
