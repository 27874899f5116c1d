"""What commands write: the form that was asked for, or the one that the file's name says."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from generator.streams import STANDARD_OUTPUT, form_of

FORMS = ("html", "md", "json")


@pytest.mark.parametrize(
    ("output", "form", "written"),
    [
        *(
            (None, None, "md"),
            (STANDARD_OUTPUT, None, "md"),
            (Path("报告"), None, "md"),
            (Path("报告.txt"), None, "md"),
        ),
        *((Path("报告.HTML"), None, "html"), (Path("报告.htm"), None, "html"), (Path("报告.json"), "md", "md")),
        *((None, "json", "json"), (Path("报告.第2稿"), "html", "html")),
    ],
)
def test_the_form_asked_for_or_said_by_the_name(output: Path | None, form: str | None, written: str) -> None:
    assert form_of(output, form, FORMS, "md") == written


@pytest.mark.parametrize("name", ["报告.docx", "报告.pdf", "报告.第2稿"])
def test_a_name_that_says_another_form_is_refused(name: str) -> None:
    with pytest.raises(click.BadParameter, match="写不出"):
        form_of(Path(name), None, FORMS, "md")
