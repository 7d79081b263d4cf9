"""Who there is: offices and departments by full name, with every name that people use for them.

A roster is a small csv (名称, 别名 with | between, 类别), or what a plan's assignments name.  The other
names of a department follow from its full name by general rules (区城市管理局 → 城管局); the data are
in `importers/words/departments.toml`.  Nothing here reads a sentence: see `importers.sentences`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from importers.department_names import bare_functions, department_forms
from importers.office_names import office_forms, office_stem
from ledger.errors import BadDocument
from ledger.plan import Plan
from ledger.views import UnitView
from ledger.vocabulary import UnitKind

MAX_BYTES = 1_000_000
MAX_UNITS = 2_000
_NAME = ("name", "名称", "单位", "单位名称", "全称")
_ALIASES = ("aliases", "alias", "别名", "简称", "其他名称")
_KIND = ("kind", "类别", "类型", "性质")
_COLLECTIVE = re.compile(r"^(?:各|有关|相关|全[区市县])")
_FULL = re.compile(
    r"..(?:街道|镇|乡|苏木|政府|局|委|委员会|管委会|指挥部|办公室|中心|大队|支队|总队|站|所|部|院|会|队|处|厅"
    r"|[县旗市]|(?<!小)区|办事处)$"
)
_OFFICE = re.compile(r"(?:办事处|街道|镇|乡|苏木|[县旗]|(?<!小)区|管委会|管理委员会|县级市)$")


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """One unit: full name, what it is, and the other names that are written for it."""

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()


def is_full_name(name: str) -> bool:
    """Whether a name ends as the full name of an office or department does; 火星办 is none."""
    return _FULL.search(re.split(r"[（(]", name.strip())[0]) is not None


@dataclass(frozen=True)
class Registry:
    """The units that sentences may name; money is borne by offices and departments."""

    units: tuple[RosterUnit, ...] = field(default=())

    @classmethod
    def of_views(cls, units: Iterable[UnitView]) -> Registry:
        """From the books' register; enterprises are left aside."""
        return cls(
            tuple(
                RosterUnit(unit.name, unit.kind, unit.aliases)
                for unit in units
                if unit.kind in (UnitKind.OFFICE, UnitKind.DEPARTMENT)
            )
        )

    def with_plan(self, plan: Plan) -> Registry:
        """With the units of the plan's assignments; what the roster already has stays as it is."""
        names = dict.fromkeys(part.unit for task in plan.obligations for part in task.assignments)
        return self.with_names(names)

    def with_names(self, names: Iterable[str]) -> Registry:
        """With these full names added; 各办事处 and other collectives name no unit."""
        units = {unit.name: unit for unit in self.units}
        for name in sorted(names, key=lambda name: "（" in name or "(" in name):
            plain = re.split(r"[（(]", name)[0]
            if name in units or _COLLECTIVE.match(name):
                continue
            if plain in units:
                unit = units[plain]
                inner = name[len(plain) + 1 : -1]
                units[plain] = replace(
                    unit, aliases=(*unit.aliases, name, *([inner] if len(inner) > 2 else []))
                )
                continue
            kind = UnitKind.OFFICE if name.endswith(("办事处", "街道")) else UnitKind.DEPARTMENT
            units[name] = RosterUnit(name, kind)
        return Registry(tuple(units.values()))

    @cached_property
    def offices(self) -> tuple[RosterUnit, ...]:
        """The units that are offices."""
        return tuple(unit for unit in self.units if unit.kind is UnitKind.OFFICE)

    @cached_property
    def departments(self) -> tuple[RosterUnit, ...]:
        """The units that are departments."""
        return tuple(unit for unit in self.units if unit.kind is UnitKind.DEPARTMENT)

    @cached_property
    def office_names(self) -> dict[str, str]:
        """Every written form of an office → its full name; forms that two offices share are left out."""
        return _unshared((unit.name, (*unit.aliases, *office_forms(unit.name))) for unit in self.offices)

    @cached_property
    def office_stems(self) -> dict[str, str]:
        """The bare name of an office (柳渡) → its full name."""
        return _unshared((unit.name, (office_stem(unit.name),)) for unit in self.offices)

    @cached_property
    def department_names(self) -> dict[str, str]:
        """Every written form of a department → its full name; forms that two share are left out."""
        return _unshared(
            (unit.name, (*unit.aliases, *department_forms(unit.name))) for unit in self.departments
        )

    @cached_property
    def office_pattern(self) -> re.Pattern[str]:
        """Every written form and bare name of an office, the longest at each place."""
        return _any_of(self.office_stems | self.office_names)

    @cached_property
    def department_pattern(self) -> re.Pattern[str]:
        """Every written form of a department, the longest at each place."""
        return _any_of(self.department_names)

    @cached_property
    def department_words(self) -> tuple[tuple[str, str], ...]:
        """The bare words for departments (城管, 住建) with the full names, longest first."""
        pairs = [(word, unit.name) for unit in self.departments for word in bare_functions(unit.name)]
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))

    def resolve(self, name: str) -> RosterUnit | None:
        """The unit of that full name, alias or derived form; None where there is none or more than one."""
        name = name.strip()
        full = next((unit.name for unit in self.units if unit.name == name), None)
        full = full or self.office_names.get(name) or self.department_names.get(name)
        return next((unit for unit in self.units if unit.name == full), None)

    def likely(self, name: str) -> RosterUnit | None:
        """The unit that a mistyped name most likely means; None where none or more than one is near.

        A guess: who takes it says so.
        """
        from importers.sentences.likeness import likely_name

        forms = {unit.name: unit.name for unit in self.units} | self.office_names | self.department_names
        full = likely_name(name.strip(), forms)
        return next((unit for unit in self.units if unit.name == full), None)


def _unshared(forms: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    owners: dict[str, str] = {}
    shared: set[str] = set()
    pairs = list(forms)
    for name, _ in pairs:
        owners[name] = name
    for name, others in pairs:
        for form in others:
            if len(form) < 2:
                continue
            if owners.setdefault(form, name) != name and form not in {full for full, _ in pairs}:
                shared.add(form)
    return {form: name for form, name in owners.items() if form not in shared}


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def read_roster(path: Path) -> Registry:
    """A roster from a csv in UTF-8 or GBK with a header line; raises BadDocument in one Chinese line."""
    try:
        content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError:
        raise BadDocument(f"单位名册“{path.name}”打不开，请检查路径和权限。") from None
    if content is None:
        raise BadDocument(f"单位名册“{path.name}”超过1MB，请确认是不是名册文件。")
    return parse_roster(decode(content, path.name), path.name)


def decode(content: bytes, name: str) -> str:
    """The text of a file in UTF-8 (with or without a mark), UTF-16 with a mark, or GBK."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadDocument(f"“{name}”不是文本文件，请另存为 UTF-8 或 GBK 编码的 csv。")


def parse_roster(text: str, name: str = "名册") -> Registry:
    """A roster from the text of its csv; `name` is the file's, for messages."""
    try:
        rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text))
            if any(map(str.strip, row))
        ]
    except csv.Error:
        raise BadDocument(f"单位名册“{name}”不是规范的 csv，请用表格软件另存为 csv 后再试。") from None
    if not rows:
        raise BadDocument(f"单位名册“{name}”是空的，请至少写一行“名称,别名”。")
    header = [cell.lower() for cell in rows[0]]
    columns = [_column(header, names) for names in (_NAME, _ALIASES, _KIND)]
    at_name, at_aliases, at_kind = columns
    if at_name is None:
        raise BadDocument(f"单位名册“{name}”缺少“名称”列（name），请在第一行写明列名。")
    if len(rows) - 1 > MAX_UNITS:
        raise BadDocument(f"单位名册“{name}”超过{MAX_UNITS}个单位，请确认是不是名册文件。")
    units: dict[str, RosterUnit] = {}
    for line, row in enumerate(rows[1:], start=2):
        full = _cell(row, at_name)
        if not full:
            raise BadDocument(f"单位名册“{name}”第{line}行没有名称，请补上或删去该行。")
        if full in units:
            raise BadDocument(f"单位名册“{name}”第{line}行与前面重复：“{full}”，请合并为一行。")
        aliases = tuple(part.strip() for part in re.split(r"[|｜]", _cell(row, at_aliases)) if part.strip())
        units[full] = RosterUnit(full, _kind(_cell(row, at_kind), full, name, line), aliases)
    return Registry(tuple(units.values()))


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    return next((place for place, cell in enumerate(header) if cell in names), None)


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _kind(written: str, full: str, name: str, line: int) -> UnitKind:
    if not written:
        return UnitKind.OFFICE if _OFFICE.search(full) else UnitKind.DEPARTMENT
    for kind in UnitKind:
        if written in (kind.value, kind.label):
            return kind
    labels = "、".join(kind.label for kind in UnitKind)
    raise BadDocument(f"单位名册“{name}”第{line}行的类别“{written}”不认识，请写：{labels}。")
