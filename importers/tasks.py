"""Which numbered parts of a document are its tasks, and how they are numbered.

The task is the numbered unit that runs through the document's duties.  Parts that set out aims or ask for
good order are none, unless a unit is named for them.  A sub-item is a task of its own where it opens with a
headline; where the numbering restarts, the number of the chapter goes before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from importers.assignments import Group, find_groups
from importers.markers import Kind
from importers.outline import Node, Outline
from importers.wording import words
from ledger.plan import Span

_TASK_KINDS = (Kind.CHAPTER, Kind.ARTICLE, Kind.SECTION, Kind.ITEM, Kind.DECIMAL, Kind.SUBITEM)
_FORMALITIES = re.compile(
    r"^(?:为|根据)[^。]{0,200}(?:制定|制订)|本(?:办法|细则|规定|方案|意见)(?:由|自|所称|适用|中)|(?:解释|施行|实施|有效期)[^。]{0,12}$"
)
_HEADLINE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered part that is a task.

    `whole` reaches over its sub-items, `own` is what is its own text, `above` what its section says before
    the first task.
    """

    number: str
    heading: str
    section: str
    chapter: str
    whole: Span
    own: tuple[Span, ...]
    node: Node | None = None
    parent: str | None = None
    above: Span | None = None


@lru_cache(maxsize=2)
def _headings(key: str) -> re.Pattern[str]:
    return re.compile("|".join(words("chapters", key)))


def is_preface(heading: str) -> bool:
    """A part that sets out aims, principles or the state of things."""
    return len(heading) <= 24 and _headings("preface").search(heading) is not None


def is_requirement(heading: str) -> bool:
    """A part about leadership, supervision and other good order."""
    return len(heading) <= 24 and _headings("requirements").search(heading) is not None


def tasks_of(outline: Outline, groups: Sequence[Group], text: str) -> list[Task]:
    """The tasks of a document in printed order; none where nothing is numbered as a task."""
    part = _task_part(outline, groups)
    kind = _task_kind(outline, groups, part)
    if kind is None:
        return []
    chosen = [
        node
        for node in outline.nodes
        if node.kind is kind and node.part == part and _is_duty(outline, node, groups, kind)
    ]
    numbers = _numbers(outline, chosen, kind)
    tasks: list[Task] = []
    for node, number in zip(chosen, numbers, strict=True):
        tasks.extend(_task(outline, node, number, kind, text))
    return tasks


def _held(node: Node, groups: Sequence[Group]) -> int:
    return sum(1 for group in groups if node.span.start <= group.span.start < node.span.end)


def _task_part(outline: Outline, groups: Sequence[Group]) -> int:
    """The main text, or the annex that holds the plan where the main text is a covering letter."""
    sizes: Counter[int] = Counter()
    for node in outline.nodes:
        if node.kind in _TASK_KINDS:
            sizes[node.part] += 1
    for group in groups:
        index = next((n.part for n in reversed(outline.nodes) if n.span.start <= group.span.start), 0)
        sizes[index] += 2
    if not sizes:
        return 0
    best = max(sizes, key=lambda part: (sizes[part], -part))
    return 0 if sizes[0] * 2 >= sizes[best] and sizes[0] >= 3 else best


def _task_kind(outline: Outline, groups: Sequence[Group], part: int) -> Kind | None:
    """The kind of numbering whose parts are the tasks."""
    articles = [node for node in outline.nodes if node.kind is Kind.ARTICLE and node.part == part]
    if len(articles) >= 3:
        return Kind.ARTICLE
    scores: dict[Kind, tuple[int, int, int]] = {}
    for kind in _TASK_KINDS:
        nodes = [
            node
            for node in outline.nodes
            if node.kind is kind and node.part == part and _is_duty(outline, node, groups, kind)
        ]
        if kind is Kind.SUBITEM or not nodes:
            continue
        holding = sum(1 for node in nodes if _held(node, groups))
        scores[kind] = (_weight(outline, nodes, holding), holding, len(nodes))
    if not scores:
        return None
    return max(scores, key=lambda kind: (scores[kind][0], -kind))


def _weight(outline: Outline, nodes: list[Node], holding: int) -> int:
    """How much speaks for these parts being the tasks: units named in most of them, numbers that run on."""
    runs = _runs_on(nodes)
    parents = {node.parent for node in nodes}
    named = holding if runs or 2 * holding >= len(nodes) else 0
    weight = 3 * named + len(nodes)
    if runs and len(nodes) >= 5 and len(parents) > 1:
        weight = weight * 2 + 10
    return weight


def _runs_on(nodes: list[Node]) -> bool:
    """Whether the numbers go on over the borders of chapters."""
    steps = [after.number - before.number for before, after in pairwise(nodes)]
    return sum(1 for step in steps if step <= 0) <= len(nodes) // 12


def _is_duty(outline: Outline, node: Node, groups: Sequence[Group], kind: Kind) -> bool:
    around = [node]
    while around[-1].parent >= 0:
        around.append(outline.nodes[around[-1].parent])
    if any(is_preface(part.heading) and not _held(part, groups) for part in around):
        return False
    asking = around if kind is Kind.CHAPTER else around[1:]
    if any(is_requirement(part.heading) for part in asking) and not _held(node, groups):
        return False
    return not (kind is Kind.ARTICLE and _FORMALITIES.search(node.heading))


def _numbers(outline: Outline, nodes: list[Node], kind: Kind) -> list[str]:
    """Printed numbers; with those of outer parts before them where the numbering restarts.

    A single number that a document prints twice by mistake gets the outer one the second time.
    """
    if kind is Kind.DECIMAL:
        return [node.label for node in nodes]
    if _runs_on(nodes):
        numbers: list[str] = []
        for node in nodes:
            plain = str(node.number)
            numbers.append(plain if plain not in numbers else _path(outline, node, 2))
        return numbers
    for depth in range(1, 6):
        paths = [_path(outline, node, depth) for node in nodes]
        if len(set(paths)) == len(paths):
            break
    return paths


def _path(outline: Outline, node: Node, depth: int) -> str:
    """A number with those of the parts around it, `depth` numbers in all."""
    path = [str(node.number)]
    while len(path) < depth and node.parent >= 0:
        node = outline.nodes[node.parent]
        path.insert(0, str(node.number))
    return ".".join(path)


def _task(outline: Outline, node: Node, number: str, kind: Kind, text: str) -> list[Task]:
    chapter = _title(outline, node, (Kind.CHAPTER, Kind.PART))
    section = _title(outline, node, (Kind.SECTION, Kind.CLAUSE)) or chapter
    subs = [
        sub
        for sub in outline.nodes
        if kind is Kind.ITEM
        and sub.kind is Kind.SUBITEM
        and _inside(sub.span, node.span)
        and _has_headline(sub, text)
    ]
    heading = _without_assignment(node.heading)
    above = outline.nodes[node.parent].own if node.parent >= 0 else None
    own = _without(node.span, subs)
    tasks = [Task(number, heading, section, chapter, node.span, own, node, None, above)]
    for sub in subs:
        tasks.append(
            Task(f"{number}({sub.number})", sub.heading, section, chapter, sub.span, (sub.span,), sub, number)
        )
    return tasks


def _without_assignment(heading: str) -> str:
    """A headline without the assignment that is printed behind it: 治理扬尘（责任单位：县住建局）."""
    groups = find_groups(heading)
    if groups and groups[-1].span.end == len(heading) and groups[-1].span.start:
        return heading[: groups[-1].span.start].rstrip("。：: ")
    return heading


def _title(outline: Outline, node: Node, kinds: tuple[Kind, ...]) -> str:
    index = node.parent
    while index >= 0:
        if outline.nodes[index].kind in kinds:
            return outline.nodes[index].heading
        index = outline.nodes[index].parent
    return ""


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start < inner.start and inner.end <= outer.end


def _has_headline(node: Node, text: str) -> bool:
    """Opens with a short sentence, and more follows."""
    rest = text[node.span.start : node.span.end]
    return 4 <= len(node.heading) <= _HEADLINE_LENGTH and "。" in rest and len(rest) > len(node.heading) + 12


def _without(span: Span, subs: list[Node]) -> tuple[Span, ...]:
    if not subs:
        return (span,)
    return (Span(span.start, subs[0].span.start),)
