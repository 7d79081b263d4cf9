"""What a document says of itself: issuer, number, title, date, recipients, year."""

from __future__ import annotations

import re
from datetime import date

from importers.document import Document
from importers.markers import Kind, chinese_number, marker_of
from importers.references import DOC_NUMBER
from ledger.plan import DocumentHead

UNKNOWN_YEAR = 0
_DATE = re.compile(
    r"(20\d\d|二[〇零○][\d〇零○一二三四五六七八九十]{2})年([\d一二三四五六七八九十]{1,3})月([\d一二三四五六七八九十]{1,3})日"
)
_LETTERHEAD = re.compile(r"(?P<issuer>[\u4e00-\u9fff（）()、]{3,40}?)文件$")
_NOTICE = re.compile(
    r"^(?P<issuer>[\u4e00-\u9fff（）()、]{2,40}?)?关于(?:印发|发布|下发|转发|实施)?.*(?:通知|通告|意见|公告|函)$"
)
_KIND = (
    "(?:实施方案|工作方案|行动方案|专项方案|攻坚方案|方案|行动计划|实施计划|工作计划|计划|办法|细则|规定|实施意见|意见|措施|规划|要点"
    "|标准|清单|条例|制度)"
)
_TITLE = re.compile(rf".{{4,60}}{_KIND}(?:[（(][^（）()]{{1,16}}[）)])?$")
_QUOTED_TITLE = re.compile(rf"《([^《》]{{4,60}}{_KIND}(?:[（(][^（）()]{{1,16}}[）)])?)》")
_FIELD_NAMES = (
    "发文机关|发文机构|发布机构|发文单位|制发机关|发文字号|文号|成文日期|发布日期|发文日期|印发日期|公开日期|生成日期|索引号|主题分类|主题词"
    "|有效性|公开方式|公开形式|公开范围|名称|标题|信息来源|来源|浏览次数|时间"
)
_FIELD = re.compile(
    rf"(?P<name>{_FIELD_NAMES})\s*[：:]\s*(?P<value>[^：\s]{{2,60}}?)(?=\s|$|(?:{_FIELD_NAMES})\s*[：:])"
)
_FIELD_KINDS = {
    **dict.fromkeys(("发文机关", "发文机构", "发布机构", "发文单位", "制发机关"), "issuer"),
    **dict.fromkeys(("发文字号", "文号"), "number"),
    **dict.fromkeys(("成文日期", "发文日期", "印发日期", "发布日期"), "date"),
}
_RECIPIENTS = re.compile(r"^[^。]{4,300}[：:]$")
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()]{4,40}(?:局|委|委员会|办|办公室|政府|厅|部|指挥部|领导小组|管委会|办事处)$"
)
_YEARS = re.compile(r"(20\d\d)\s*(?:年)?(?:\s*(?:[-—－–~～至])\s*(20\d\d))?\s*年?")
_NUMBER_LINE = 40


def head_of(document: Document) -> DocumentHead:
    """The head of a document; None for what it does not say."""
    lines = [paragraph.span.of(document.text) for paragraph in document.paragraphs]
    body = _body_start(lines)
    front = lines[: max(body, 1)]
    fields = _fields(lines[:30])
    title = _title(lines, body)
    number = _doc_number(front) or _clean_number(fields.get("number"))
    issued_on = _issued_on(lines, body) or _date(fields.get("date") or "")
    return DocumentHead(
        title=title,
        doc_number=number,
        issuer=_issuer(front, lines, body) or fields.get("issuer"),
        issued_on=issued_on,
        year=_year(title, issued_on, number, document.text),
        recipients=_recipients(front),
    )


def _body_start(lines: list[str]) -> int:
    """The paragraph that opens the body: 一、 or 第一条, else the first that is numbered at all."""
    first = None
    for i, line in enumerate(lines):
        marker = marker_of(line)
        if marker is None:
            continue
        first = i if first is None else first
        if marker.number == 1 and marker.kind <= Kind.SECTION:
            return i
    return first if first is not None else min(len(lines), 20)


def _fields(lines: list[str]) -> dict[str, str]:
    """What a government's web page prints above a document."""
    found: dict[str, str] = {}
    for line in lines:
        for match in _FIELD.finditer(line):
            found.setdefault(_FIELD_KINDS.get(match["name"], match["name"]), match["value"])
    return found


def _title(lines: list[str], body: int) -> str:
    """The plan's own title: the last one before the body, else the one that the notice quotes."""
    for line in reversed(lines[:body]):
        if (
            _TITLE.fullmatch(line)
            and marker_of(line) is None
            and not line.startswith("附件")
            and "。" not in line
        ):
            return line
    quoted = next(
        (m.group(1) for line in lines[:body] if (m := _QUOTED_TITLE.search(line)) and "印发给" in line), None
    )
    if quoted:
        return quoted
    notice = next((line for line in lines[:body] if _NOTICE.match(line)), None)
    return notice or (lines[0][:80] if lines else "")


def _doc_number(front: list[str]) -> str | None:
    for line in front:
        if len(line) <= _NUMBER_LINE:
            match = DOC_NUMBER.search(line)
            if match and len(line) - len(match.group(0)) <= 12 and "《" not in line:
                return _clean_number(match.group(0))
    return None


def _clean_number(number: str | None) -> str | None:
    match = DOC_NUMBER.search(number or "")
    if match is None:
        return None
    digits = re.search(r"(\d{1,4})\s*号$", match.group(0))
    head = re.sub(r"^(?:发文字号|文号|字号)", "", match["head"])
    return f"{head}〔{match['year']}〕{digits.group(1) if digits else ''}号"


def _issuer(front: list[str], lines: list[str], body: int) -> str | None:
    for line in front:
        match = _LETTERHEAD.fullmatch(line)
        if match:
            return match["issuer"]
    for i, line in enumerate(lines):
        if _DATE.fullmatch(line) and i and _SIGNATURE.match(lines[i - 1]):
            return lines[i - 1]
    for i, line in enumerate(front):
        match = _NOTICE.match(line)
        if match and match["issuer"]:
            return match["issuer"]
        if match and i and _SIGNATURE.match(front[i - 1]):
            return front[i - 1]
    return None


def _issued_on(lines: list[str], body: int) -> date | None:
    dated = [
        (i, found) for i, line in enumerate(lines) if len(line) <= 24 and (found := _date(line, whole=True))
    ]
    if not dated:
        return None
    early = [found for i, found in dated if i <= body]
    return early[-1] if early else dated[0][1]


def _date(text: str, *, whole: bool = False) -> date | None:
    match = _DATE.search(text.replace(" ", ""))
    if match is None:
        iso = re.search(r"(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})", text)
        return None if iso is None or whole else _calendar(*map(int, iso.groups()))
    rest = text.replace(match.group(0), "")
    if whole and not re.fullmatch(r"[（(]?(?:印发)?[）)]?", rest):
        return None
    numbers = [chinese_number(part) for part in match.groups()]
    return _calendar(*(n or 0 for n in numbers))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(title: str, issued_on: date | None, number: str | None, text: str) -> int:
    """The year a plan is for: the one of its title, of a span of years the one it was issued in."""
    issued = issued_on.year if issued_on else None
    if number:
        issued = int(re.search(r"〔(\d{4})〕", number).group(1))  # type: ignore[union-attr]
    match = _YEARS.search(title)
    if match:
        first, last = int(match.group(1)), int(match.group(2) or match.group(1))
        return issued if issued is not None and first <= issued <= last else first
    if issued is not None:
        return issued
    dated = [int(year) for year in re.findall(r"(20\d\d)年(?:\d{1,2}月|年?底)", text)]
    named = re.search(r"20\d\d", text)
    return min(dated) if dated else int(named.group(0)) if named else UNKNOWN_YEAR


def _recipients(front: list[str]) -> str | None:
    for line in front:
        if (
            _RECIPIENTS.match(line)
            and re.search(r"各|政府|委|局|单位|部门", line)
            and marker_of(line) is None
        ):
            return line.rstrip("：:")
    return None
