"""What a clerk's template may do: print the names it is offered, repeat over a list, leave a part out.

A template is a program. Three fences stand around it: its language is checked before it is compiled (no call,
no arithmetic, no filter, lists at most two deep), it is compiled in Jinja's sandbox with every built-in taken
away and with strict names, and only text and whole numbers are ever printed, escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ledger.errors import BadDocument

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import SandboxedEnvironment

DEEPEST = 2
LOOP_NAMES = frozenset({"index", "first", "last", "length"})
# Characters that XML 1.0 cannot hold, and lone surrogates.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\t\n\r\u0085\u2028\u2029]+")
_PLAIN = re.compile("[\u0020-\u0084\u0086-\u2027\u202a-\ud7ff\ue000-\ufffd]*").fullmatch


def printable(value: object) -> object:
    """A value as it stands on paper: on one line, without characters that a document cannot hold.

    Raises BadDocument for what is neither text nor a whole number.
    """
    if isinstance(value, str):
        return value if _PLAIN(value) else _UNWRITABLE.sub("", _BREAKS.sub(" ", value))
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        return value
    raise BadDocument("模板里的标签指向一组内容而不是文字，请用循环逐项填写。")


def environment() -> SandboxedEnvironment:
    """Jinja's sandbox without built-ins: strict names, escaped output."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=printable)
    made.globals.clear()
    made.filters.clear()
    return made


def check_language(tree: nodes.Template) -> None:
    """Raises BadDocument for the first thing in it that is more than printing, repeating, leaving out."""
    _check(tree, 0)


def _check(node: nodes.Node, depth: int) -> None:
    from jinja2 import nodes as n

    permitted = (
        n.Template, n.Output, n.TemplateData, n.Name, n.Getattr, n.For, n.If,
        n.Not, n.And, n.Or, n.Compare, n.Operand, n.Const,
    )  # fmt: skip
    if not isinstance(node, permitted):
        raise BadDocument(
            f"模板第{node.lineno}段用了不允许的写法（{type(node).__name__}）："
            "只能填写字段、循环 for 和条件 if。"
        )
    if isinstance(node, n.Getattr) and node.attr.startswith("_"):
        raise BadDocument(f"模板第{node.lineno}段用了不允许的字段“{node.attr}”，请改用字段表中的名称。")
    if isinstance(node, n.For):
        depth += 1
        if depth > DEEPEST or node.recursive or node.test is not None:
            raise BadDocument(f"模板第{node.lineno}段的循环套得太深或带条件，请拆成简单的循环。")
    for child in node.iter_child_nodes():
        _check(child, depth)


def syntax_message(error: Any) -> str:
    """What a clerk is told of a tag that Jinja cannot read."""
    return (
        f"模板第{error.lineno}段的标签写错了（{error.message}），请检查花括号和百分号是否成对、是否为半角。"
    )
