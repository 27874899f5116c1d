"""Jinja's environment without what it does for every call and every text that hardly any of them needs.

Pages call macros by the thousand and show short texts by the ten thousand. What comes out is what Jinja makes of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

_FUNCTIONS = (FunctionType, MethodType, functools.partial)
_SIGNS = re.compile("[&<>'\"]")


def shown(value: object) -> str:
    """What an expression gives as it stands in a page.

    `markupsafe.escape` gives the same, but makes a new text of every text, long ones that macros made included.
    """
    kind = type(value)
    if kind is Markup or (kind is str and _SIGNS.search(value) is None):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return escape(value)


class _Calls(Context):
    """Calls macros and functions at once: Jinja looks five times for what hardly any of them asks for."""

    def call(self, called: Callable[..., Any], /, *arguments: object, **named: object) -> object:
        """See Jinja."""
        kind = type(called)
        if kind is Macro:
            first: tuple[object, ...] = (self.eval_ctx,)
        elif kind in _FUNCTIONS and not hasattr(called, "jinja_pass_arg"):
            first = ()
        else:
            return super().call(called, *arguments, **named)
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return called(*first, *arguments, **named)


class _Code(CodeGenerator):
    """Compiles what is shown to calls of `shown`; a Jinja that does not ask for it any more escapes it itself."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)


class FasterEnvironment(Environment):
    """See the module."""

    context_class = _Calls
    code_generator_class = _Code
    shown = staticmethod(shown)
