"""Several findings in one text, told apart by form alone: lines, numbered records, and sentences that name
another day or place.  One site's list of failing measures stays one finding."""

from __future__ import annotations

import re

_LINE_NUMBER = re.compile(
    r"^\s*(?:[（(]?\d{1,3}[）)、.．](?!\d)|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}[）)、])\s*"
)
_INLINE_NUMBER = re.compile(r"(?:(?<=[。；;\s：:])|^)(?:(?P<n>\d{1,2})[、.．](?!\d)|(?P<c>[①-⑳]))\s*")
_MORE = re.compile(r"[。；;]\s*(?:另外?|此外|还有|同时|又|再)[，,：:]?\s*(?=[^。；;]{6,})")
_OWN_SUBJECT = re.compile(
    r"(?:公司|厂|工地|项目|饭店|超市|办事处|办(?=[，,：:\s])|街道|小区|[二三四]期|宾馆|浴池|店)[^。；;]{0,40}?(?:没|未|无|不|烧|冒|燃|查|违|偷|敞|露)"
)


def split_findings(text: str) -> list[str]:
    """The findings in the text, each trimmed and without its list number; one text gives at least one."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        return [part for line in _joined(lines) for part in _split_line(line)]
    return _split_line(text)


def _joined(lines: list[str]) -> list[str]:
    """Where lines are numbered, one without goes on with the record above, or stands for all below."""
    if sum(bool(_LINE_NUMBER.match(line)) for line in lines) < 2:
        return [line.strip() for line in lines]
    head, records = "", []
    for line in lines:
        if _LINE_NUMBER.match(line):
            records.append(head + _LINE_NUMBER.sub("", line).strip())
        elif records:
            records[-1] += line.strip()
        else:
            head += line.strip().rstrip("：:，,。；;") + "，"
    return records


def _split_line(line: str) -> list[str]:
    marks = list(_INLINE_NUMBER.finditer(line))
    numbers = [match["n"] or match["c"] for match in marks]
    ends = [match.start() for match in marks[1:]] + [len(line)] * bool(marks)
    bodies = [line[match.end() : end].strip(" 。；;，,") for match, end in zip(marks, ends, strict=True)]
    if len(numbers) >= 2 and sum(bool(_OWN_SUBJECT.search(body)) for body in bodies) == len(bodies):
        head = line[: marks[0].start()].strip(" ，,：:；;")
        return [f"{head}，{body}" if head else body for body in bodies]
    sentences = [
        part.strip() for part in re.split(r"(?<=[。；;])|\s{3,}", line) if part and part.strip(" 。；;")
    ]
    if len(sentences) >= 2 and all(_OWN_SUBJECT.search(part) for part in sentences):
        return [part.strip(" 。；;") for part in sentences]
    return [line.strip()]
