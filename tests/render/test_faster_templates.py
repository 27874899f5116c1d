"""Templates come out as Jinja has them, whatever is left out on the way."""

from __future__ import annotations

import functools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator.render.faster_templates import FasterEnvironment, shown

ALIKE = {"autoescape": True, "undefined": StrictUndefined}


class Marked:
    def __html__(self) -> str:
        return "<i>"


class Lettered(str):
    def __str__(self) -> str:
        return "<字>"


@given(st.one_of(st.text(alphabet="<>&\"'甲 "), st.integers(), st.floats(), st.booleans(), st.none()))
@example(Markup("<b>"))
@example(Marked())
@example(Lettered("<甲>"))
def test_what_is_shown_is_what_escaping_gives(value: object) -> None:
    assert str(shown(value)) == str(escape(value))


@pass_context
def with_context(context: Context, word: str) -> str:
    return f"{word}{context['outside']}"


class Asked:
    @pass_context
    def __call__(self, context: Context, word: str) -> str:
        return f"({word}{context['outside']})"

    def bound(self, word: str, *, mark: str = "") -> str:
        return f"<{word}{mark}>"


def test_whatever_a_template_calls_gets_what_jinja_gives_it() -> None:
    source = (
        "{% macro twice(word, mark='!') %}<b>{{ word }}{{ mark }}</b>{{ caller() if caller is defined }}{% endmacro %}"
        "{% for word in ['<', '乙'] %}{{ twice(word) }}{{ twice(word, mark=loop.index) }}{{ word | safe }}"
        "{{ with_context(word) }}{{ asked(word) }}{{ asked.bound(word, mark='&') }}{{ part(word) }}{{ str(word) }}"
        "{% call twice(word) %}{{ asked.bound(word) }}{% endcall %}{% endfor %}"
    )
    asked = Asked()
    handed = {
        "with_context": with_context, "asked": asked, "part": functools.partial(asked.bound, mark="丙"), "str": str,
        "outside": "外",
    }  # fmt: skip
    own, jinjas = (kind(**ALIKE).from_string(source).render(handed) for kind in (FasterEnvironment, Environment))
    assert own == jinjas
    assert own.startswith("<b>&lt;!</b><b>&lt;1</b><&lt;外(&lt;外)&lt;&lt;&amp;&gt;&lt;&lt;丙&gt;&lt;<b>&lt;!</b>")


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(UndefinedError):
        FasterEnvironment(**ALIKE).from_string("{{ nothing }}").render()
    with pytest.raises(UndefinedError):
        FasterEnvironment(**ALIKE).from_string("{{ nothing() }}").render()
