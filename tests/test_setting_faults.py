"""Faults of settings are told with what they are about."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import PolicykbError
from generator.setting_faults import ADDRESS, is_address, setting_problem
from generator.site_build import load_settings

CONFIG = "site_name: x\ndocs_dir: .\nplugins: [policykb]\ntheme: {name: material}\n"


def _told(root: Path, more: str = "") -> str:
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(CONFIG.replace(" .", " docs") + more, encoding="utf-8")
    with pytest.raises(PolicykbError) as caught:
        load_settings(root)
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(
    "address", ["intranet.example/policy", "http://", "ftp://a/b", "https://a b/", "https://a:99999/"]
)
def test_a_wrong_address_in_the_environment_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(ADDRESS, address)
    told = _told(tmp_path, f'site_url: !ENV [{ADDRESS}, ""]\n')
    assert told.startswith(
        f"mkdocs.yml:0: config_invalid: 环境变量 {ADDRESS}（{address}）不是完整的网址；应如 https://"
    )


def test_a_wrong_address_in_the_settings_is_not_laid_to_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, "https://kb.example.gov.cn/")
    assert _told(tmp_path, "site_url: kb.example\n").startswith("mkdocs.yml:0: config_invalid: site_url 不是完整的网址")


def test_addresses_of_intranets_are_addresses() -> None:
    good = ("http://10.1.2.3:8080/policy/", "https://kb.example.gov.cn", "http://oa/政策/", "http://[::1]:8000/")
    assert all(map(is_address, good))
    assert not is_address("https://kb.example/?a=1")


def test_another_setting_is_named() -> None:
    told = str(setting_problem("mkdocs.yml", "Config value 'docs_dir': The path\nis missing."))
    assert told == "mkdocs.yml:0: config_invalid: 设置 docs_dir 不对（The path is missing.）；请改正"
    saved_as_gbk = "unacceptable character #x00b5: invalid start byte"
    assert "不是 UTF-8 编码（可能是 GBK）" in str(setting_problem("mkdocs.yml", saved_as_gbk))
    broken = 'while parsing\n  in "/x/mkdocs.yml", line 7, column 1'
    assert str(setting_problem("mkdocs.yml", broken)).startswith("mkdocs.yml:7: config_invalid: 读不成设置（")
