"""How long a plan takes to become facts, against opening the same file with the reader library alone."""

from __future__ import annotations

from pathlib import Path

from tui.bench.frame import Pair, measure

_TASKS = 60
_TASK = (
    "{n}.加强施工扬尘治理。2023年6月底前，建成区施工工地在线监测设备联网率不低于95%，"
    "烟尘、二氧化硫、氮氧化物排放浓度分别不超过15、40、60毫克/立方米；10月15日前完成验收，"
    "检测台账至少保存三年，每月调度一次，按照《办法》（青环〔2022〕3号）执行。"
    "（牵头单位：县住房和城乡建设局、生态环境局，责任人：王一、李二，"
    "配合单位：县公安局、财政局，责任单位：各乡镇人民政府）"
)
_RULES = (
    "对散煤复燃的，每户扣减乡镇财力5000元；对露天焚烧的，每处扣减乡镇财力2万元；"
    "其他问题，每个扣减乡镇财力0.5万元。"
)


def _lines() -> list[str]:
    """A plan of the usual size: sixty tasks in six sections and a schedule of deductions."""
    lines = [
        "青禾县2023年大气污染防治攻坚方案",
        "一、工作目标",
        "全县PM2.5年均浓度不高于40微克/立方米。",
        "二、主要任务",
    ]
    for n in range(1, _TASKS + 1):
        if n % 10 == 1:
            lines.append(f"（{'一二三四五六'[n // 10]}）治理第{n // 10 + 1}类污染")
        lines.append(_TASK.format(n=n))
    return [*lines, "三、奖惩", _RULES]


@measure(
    "reading.word",
    title="读取 Word 方案（60 项任务）",
    baseline="python-docx 取出全部段落",
    bound=9.0,
    repeats=9,
)
def word(folder: Path) -> Pair:
    """Every fact with its characters, against every paragraph's text."""
    import docx

    from importers.plans import read_plan

    path = folder / "方案.docx"
    document = docx.Document()
    for line in _lines():
        document.add_paragraph(line)
    document.save(str(path))
    return Pair(
        lambda: read_plan(path),
        lambda: [paragraph.text for paragraph in docx.Document(str(path)).paragraphs],
    )


@measure(
    "reading.html", title="读取网页方案（60 项任务）", baseline="lxml 取出全部文字", bound=None, repeats=9
)
def page(folder: Path) -> Pair:
    """The same plan as a saved page."""
    from lxml import html

    from importers.plans import read_plan

    path = folder / "方案.html"
    body = "".join(f"<p>{line}</p>" for line in _lines())
    path.write_text(f"<html><meta charset='utf-8'><body>{body}</body></html>", encoding="utf-8")
    return Pair(lambda: read_plan(path), lambda: html.parse(str(path)).getroot().text_content())
