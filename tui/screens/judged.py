"""What the entry form works on: a text with a person's corrections, and what the program makes of the two."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ledger.drafts import FindingDraft

FIELDS = (
    ("day", "日期", "0812、8-12"),
    ("level", "层级", "1国家 2省 3市 4区"),
    ("body", "检查组", "例如 市攻坚办督导组"),
    ("office", "责任单位", "名称或拼音首字母"),
    ("subject", "对象", "工地、企业、门店"),
    ("place", "地点", ""),
    ("rule", "标准", "第几条；0 不属于"),
    ("count", "数量", "几项、几台、几家"),
    ("repeated", "重复", "是写 y，不是写 n"),
    ("task", "任务", "第几项"),
)
"""Name, label and hint of each field that a person can correct."""


@dataclass(frozen=True)
class Corrections:
    """What a person typed into the fields, "" where the program's reading stands."""

    day: str = ""
    level: str = ""
    body: str = ""
    office: str = ""
    subject: str = ""
    place: str = ""
    rule: str = ""
    count: str = ""
    repeated: str = ""
    task: str = ""

    def as_dict(self) -> dict[str, str]:
        """By field name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True)
class RuleLine:
    """A rule in force, for the list of all."""

    place: int
    name: str
    price: str


@dataclass(frozen=True)
class RuleChoice:
    """A rule that may price the finding, what it would come to, and the words that speak for it."""

    place: int
    name: str
    confidence: float
    price: str
    why: str


@dataclass(frozen=True)
class TaskChoice:
    """A task that it may break."""

    number: str
    heading: str
    confidence: float


@dataclass(frozen=True)
class Judged:
    """A text as the program would file it: `draft` without its key.

    `objections` name fields whose corrections cannot be used; `doubts` are what a person should look at
    before filing, empty when the program is sure.  `parts` are the findings of a text that tells of several.
    `day_carried`: the day is that of the finding before, since the text names none.
    """

    draft: FindingDraft
    rules: tuple[RuleChoice, ...] = ()
    rule: int | None = None
    rule_name: str = ""
    tasks: tuple[TaskChoice, ...] = ()
    task_heading: str = ""
    objections: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    day_carried: bool = False

    @property
    def several(self) -> str | None:
        """What to ask of a text that tells of several findings."""
        if not self.parts:
            return None
        return f"像是有 {len(self.parts)} 个问题：按 Ctrl+L 各立一案。"

    def asked(self, *, amending: bool) -> tuple[str, ...]:
        """What a person is asked once before it is filed as it stands, each with what to do."""
        doubts = tuple(f"{doubt}按 Tab 改，或再按回车照此立案。" for doubt in self.doubts)
        if self.several is None or amending:
            return doubts
        return (f"{self.several}再按回车作为一条立案。", *doubts)


@dataclass(frozen=True)
class Part:
    """One finding of a text that tells of several; `known` is what it has from the text around it."""

    text: str
    known: Corrections
    judged: Judged

    @property
    def sure(self) -> bool:
        """Whether it may be filed without a person looking at it alone."""
        judged = self.judged
        return not (judged.objections or judged.doubts or judged.day_carried)
