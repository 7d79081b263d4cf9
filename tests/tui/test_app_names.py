"""No private name of ours is one of the framework's: a screen with its own `_closed` would stop listening."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pytest
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Static, TextArea

TUI = Path(__file__).resolve().parents[2] / "tui"
PATHS = [TUI / "app.py", *(TUI / "screens").glob("*.py"), *(TUI / "widgets").glob("*.py")]
MODULES = sorted(
    ".".join(path.relative_to(TUI.parent).with_suffix("").parts) for path in PATHS if path.stem != "__init__"
)


@pytest.fixture(scope="module")
def framework_names() -> set[str]:
    """The private names that instances of the framework's classes carry."""
    made = [App(), Screen(), ModalScreen(), Widget(), ScrollView(), Static(), TextArea(), MessagePump()]
    return {name for each in made for name in (*dir(each), *vars(each)) if name.startswith("_")}


@pytest.mark.parametrize("module", MODULES)
def test_no_private_name_is_one_of_the_frameworks(module: str, framework_names: set[str]) -> None:
    for kind in vars(import_module(module)).values():
        if not inspect.isclass(kind) or kind.__module__ != module or not issubclass(kind, MessagePump):
            continue
        tree = ast.parse(dedent(inspect.getsource(kind)))
        stored = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        }
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        private = {name for name in stored | defined if not name.startswith("__")}
        assert private & framework_names == set(), kind
