"""How fast papers are written: notices against docxtpl alone, a workbook against xlsxwriter alone."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.vocabulary import NoticeKind
from tui.bench.frame import Pair, measure

if TYPE_CHECKING:
    from templates.contexts.deductions import DeductionContext

NOTICES = 20
FINDINGS = 11
ROWS = 5_000


def _notice(number: int) -> DeductionContext:
    from templates.contexts.deductions import ClauseLine, DeductionContext, FindingLine
    from templates.contexts.letterhead import Letterhead, office_fields

    line = FindingLine(
        position="1",
        number="2025-0001",
        found="8月12日",
        text="锦鲤湾三期工地裸土未覆盖、出入车辆未冲洗",
        working="10万元/起×2",
        amount="200,000.00",
    )
    return DeductionContext(
        **office_fields(Letterhead("示范区环境污染防治攻坚战领导小组办公室", "示环攻坚办"), date(2025, 9, 1)),
        title="扣缴财力通知书",
        number=f"示环攻坚办扣〔2025〕{number}号",
        recipient="松涧街道办事处",
        period="2025年8月",
        levels="市",
        count=str(FINDINGS),
        total="2,200,000.00",
        capitals="贰佰贰拾万元整",
        clauses=(ClauseLine(citation="《方案》五（二）", quote="未落实“六个百分之百”的，扣缴10万元/起"),),
        findings=(line,) * FINDINGS,
    )


@measure(
    "writing.notices",
    title=f"{NOTICES} 份扣缴财力通知书",
    baseline="docxtpl 逐份渲染同一模板",
    bound=1 / 10,
)
def notices(folder: Path) -> Pair:
    """Both from a context to the bytes of the file, eleven findings a notice."""
    from docxtpl import DocxTemplate

    from templates.notices import PaperSettings, notice_bytes, template_path
    from templates.standard import Form
    from templates.tags import variables

    contexts = [_notice(number) for number in range(1, NOTICES + 1)]
    settings = PaperSettings(form=Form.LETTER)
    template = template_path(NoticeKind.DEDUCTION, Form.LETTER)

    def ours() -> int:
        return sum(
            len(notice_bytes(NoticeKind.DEDUCTION, context, settings=settings)) for context in contexts
        )

    def plain() -> int:
        size = 0
        for context in contexts:
            paper = DocxTemplate(template)
            paper.render(variables(context), autoescape=True)
            buffer = BytesIO()
            paper.save(buffer)
            size += len(buffer.getvalue())
        return size

    return Pair(ours, plain)


@measure(
    "writing.workbook",
    title=f"{ROWS} 行的工作簿（文本编号、合计公式、列宽、打印设置）",
    baseline="xlsxwriter 直接写同样的单元格",
    bound=2.0,
)
def workbook(folder: Path) -> Pair:
    """Both to the bytes of the file."""
    import xlsxwriter

    from ledger.money import Money
    from templates.workbook import Column, Kind, Sheet, workbook_bytes

    rows = [(f"2025-{n:04d}", "松涧街道办事处", n, Money.yuan(n * 100)) for n in range(1, ROWS + 1)]
    columns = (
        Column("编号", Kind.TEXT),
        Column("单位", Kind.TEXT),
        Column("数量", Kind.COUNT, totalled=True),
        Column("金额", Kind.MONEY, totalled=True),
    )
    sheet = Sheet("台账", "台账", "单位：元", columns, rows)

    def ours() -> int:
        return len(workbook_bytes([sheet], title="台账", creator="示范区", day=date(2025, 9, 1)))

    def plain() -> int:
        buffer = BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            page = book.add_worksheet("台账")
            for position, (number, office, count, amount) in enumerate(rows, 3):
                page.write_string(position, 0, number)
                page.write_string(position, 1, office)
                page.write_number(position, 2, count)
                page.write_number(position, 3, amount.as_decimal())
        return len(buffer.getvalue())

    return Pair(ours, plain)
