"""Whether a clerk's template can be used: its names, its language, its structure, its layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger.errors import BadDocument, BadInput, NotFound
from ledger.vocabulary import NoticeKind
from templates.checks import check_layout_bytes
from templates.contexts import CONTEXTS
from templates.package import read_parts
from templates.render import Properties, compile_template, fill, tagged_parts, template_source
from templates.sandbox import LOOP_NAMES, environment
from templates.tags import Tag, Variables, tags_of
from templates.typesetting import typeset

if TYPE_CHECKING:
    from jinja2 import nodes

WIDE_BRACES = ("｛", "｝", "｜")


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """What is wrong with a template; `usable` when nothing of it stops papers from being made."""

    name: str
    kind: NoticeKind
    refused: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    layout: tuple[str, ...]

    @property
    def usable(self) -> bool:
        return not (self.refused or self.unknown or self.missing)

    def lines(self) -> tuple[str, ...]:
        """The report in Chinese, a line each; one line where all is well."""
        found = [
            *self.refused,
            *(f"没有这个字段：{name}" for name in self.unknown),
            *(f"缺少字段：{name}" for name in self.missing),
            *(f"版式：{defect}" for defect in self.layout),
        ]
        return tuple(found) or (f"{self.kind.label}模板可以使用，版式符合 GB/T 9704-2012。",)


def check_template(path: Path, kind: NoticeKind | None = None) -> TemplateReport:
    """Checks a template file; the kind is told by its name (扣缴财力通知书-信函.docx) unless given.

    Raises NotFound for no such file, BadInput for a name that tells no kind.
    """
    if not path.is_file():
        raise NotFound(f"没有模板文件“{path}”，请检查路径。")
    kind = kind or kind_of_file(path.name)
    content = path.read_bytes()
    refused: list[str] = []
    names = _Names(tags_of(CONTEXTS[kind]))
    layout: tuple[str, ...] = ()
    try:
        parts = read_parts(content, path.name)
        template = compile_template(content, path.name)
        compiler = environment()
        for part in tagged_parts(parts):
            source = template_source(parts[part], path.name)
            if any(brace in source for brace in WIDE_BRACES):
                refused.append("模板里有全角花括号或竖线，标签请用半角 {{ }} 和 {% %}。")
            names.read(compiler.parse(source))
        if not names.unknown:
            for full in (True, False):
                values = sample_values(tags_of(CONTEXTS[kind]), full) | typeset(
                    "示例", "2025年1月1日", "示例"
                )
                fill(template, values, Properties("示例", "示例", date(2025, 1, 1)))
        layout = tuple(str(defect) for defect in check_layout_bytes(content, path.name, filled=False))
    except BadDocument as error:
        refused.append(str(error))
    return TemplateReport(
        name=path.name,
        kind=kind,
        refused=tuple(refused),
        unknown=tuple(sorted(names.unknown)),
        missing=() if refused else tuple(names.missing()),
        layout=layout,
    )


def field_table(kind: NoticeKind) -> tuple[str, ...]:
    """The fields that a template of the kind may use, a line each, with what the items of a list have."""
    return tuple(
        f"{name}{'（可省略）' if tag.optional else ''}"
        f"{'：每项有 ' + '、'.join(tag.inside) if tag.inside else ''}"
        for name, tag in tags_of(CONTEXTS[kind]).items()
    )


def kind_of_file(name: str) -> NoticeKind:
    """The kind that a template's file name begins with. Raises BadInput where it begins with none."""
    for kind in NoticeKind:
        if name.startswith((f"{kind.value}-", f"{kind.value}.", kind.label)):
            return kind
    known = "、".join(f"{kind.value}（{kind.label}）" for kind in NoticeKind)
    raise BadInput(f"从文件名“{name}”看不出文书种类，请用 --kind 指定：{known}。")


def sample_values(tags: dict[str, Tag], full: bool) -> Variables:
    """A value for every name: two lines a list where `full`, else as little as a paper can have."""
    values: Variables = {}
    for name, tag in tags.items():
        if tag.inside is not None:
            values[name] = [sample_values(tag.inside, full)] * (2 if full else 0)
        else:
            values[name] = name if full else ""
    return values


@dataclass(slots=True)
class _Names:
    """The names that a template uses, held against those it may use."""

    tags: dict[str, Tag]
    used: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def read(self, tree: nodes.Template) -> None:
        self._read(tree, {})

    def missing(self) -> list[str]:
        return [name for name, tag in self.tags.items() if not tag.optional and name not in self.used]

    def _read(self, node: Any, scope: dict[str, dict[str, Tag]]) -> None:
        from jinja2 import nodes as n

        if isinstance(node, n.For):
            inside = self._list(node.iter, scope)
            self._read(node.iter, scope)
            target = node.target.name if isinstance(node.target, n.Name) else ""
            for child in (*node.body, *node.else_):
                self._read(child, scope | {target: inside})
            return
        if isinstance(node, n.Getattr) and isinstance(node.node, n.Name):
            owner = node.node.name
            known = scope.get(owner, LOOP_NAMES if owner == "loop" else ())
            if node.attr not in known:
                self.unknown.add(f"{owner}.{node.attr}")
            return
        if isinstance(node, n.Name) and node.name not in scope:
            (self.used if node.name in self.tags else self.unknown).add(node.name)
        for child in node.iter_child_nodes():
            self._read(child, scope)

    def _list(self, source: Any, scope: dict[str, dict[str, Tag]]) -> dict[str, Tag]:
        from jinja2 import nodes as n

        tag = None
        if isinstance(source, n.Name):
            tag = self.tags.get(source.name)
        elif isinstance(source, n.Getattr) and isinstance(source.node, n.Name):
            tag = scope.get(source.node.name, {}).get(source.attr)
        return tag.inside or {} if tag is not None else {}
