"""The parts that papers share: title, table with a line for each item, signature, attachment, imprint."""

from __future__ import annotations

from collections.abc import Sequence

from templates.base_documents.ooxml import blank, border, cell, control, paragraph, row, table
from templates.standard import TYPE_WIDTH, Form

KEEP = "<w:keepNext/>"


def title(*lines: str) -> str:
    """Two blank lines below the number, the title, one blank line (7.3.1, 7.3.2)."""
    return blank(2) + "".join(paragraph("PaperTitle", line) for line in lines) + blank()


def recipient() -> str:
    return paragraph("Recipient", "{{ 主送 }}：")


def clauses(items: str) -> str:
    """Each clause as a paragraph of its own, quoted."""
    return (
        control(f"for 依据 in {items}")
        + paragraph("BodyLeft", "{{ 依据.出处 }}规定：“{{ 依据.原文 }}”。")
        + control("endfor")
    )


def listing(
    widths: Sequence[int],
    heads: Sequence[str],
    tags: Sequence[str],
    styles: Sequence[str],
    items: str,
    last: str = "",
) -> str:
    """A table as wide as the type area: a head that repeats, a row for each item, and what comes last."""
    if sum(widths) != TYPE_WIDTH:
        raise ValueError(f"the columns are {sum(widths)} twips wide, the type area {TYPE_WIDTH}")
    head = row(
        "".join(cell(width, paragraph("TableHead", name)) for width, name in zip(widths, heads, strict=True)),
        head=True,
    )
    line = row(
        "".join(
            cell(width, paragraph(style, f"{{{{ 项.{name} }}}}"))
            for width, style, name in zip(widths, styles, tags, strict=True)
        )
    )
    return table(widths, head + _repeat("项", items, line, sum(widths), len(widths)) + last)


def total_row(widths: Sequence[int], amount: str) -> str:
    """The last row of a table: 合计 across all columns but the last."""
    before = len(widths) - 1
    return row(
        cell(sum(widths[:before]), paragraph("TableHead", "合计"), f'<w:gridSpan w:val="{before}"/>')
        + cell(widths[before], paragraph("TableNumber", f"{{{{ {amount} }}}}"))
    )


def form_table(rows: Sequence[tuple[str, str]], label_width: int = 2400) -> str:
    """A form of two columns: what is asked, and the answer or room for it."""
    widths = (label_width, TYPE_WIDTH - label_width)
    return table(
        widths,
        "".join(
            row(
                cell(widths[0], paragraph("TableHead", label))
                + cell(widths[1], paragraph("TableText", answer)),
                head=position == 0,
                height=680,
            )
            for position, (label, answer) in enumerate(rows)
        ),
    )


def _repeat(name: str, items: str, line: str, width: int, columns: int) -> str:
    """A row repeated for each item: the rows that hold the tags go away when the paper is filled."""
    return _tag_row(f"for {name} in {items}", width, columns) + line + _tag_row("endfor", width, columns)


def _tag_row(tag: str, width: int, columns: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return row(cell(width, paragraph("TableText", f"{{%tr {tag} %}}"), span))


def last(text: str) -> str:
    """The last paragraph of the text: the signature never stands on a page without text."""
    return paragraph("BodyLeft", text, KEEP)


def replacing() -> str:
    """Which paper a reissue stands for."""
    return (
        control("if 代替文号") + last("本件代替{{ 代替文号 }}，原件自本件印发之日起作废。") + control("endif")
    )


def signature(*, attached: bool = False) -> str:
    """Signature, date and remark (7.3.5, 7.3.6) on one page, unless an attachment's page follows."""
    return (
        paragraph("Normal", "", KEEP) * 2
        + paragraph("PaperSignature", "{{ 署名 }}")
        + paragraph("PaperDate", "{{ 成文日期 }}", "" if attached else KEEP)
        + control("if 附注")
        + paragraph("Remark", "{{ 附注 }}")
        + control("endif")
    )


def attachment_note(*names: str) -> str:
    """Below the text, one line off: 附件：…, numbered where there is more than one (7.3.4)."""
    before = paragraph("Normal", "", KEEP)
    if len(names) == 1:
        return before + paragraph("AttachmentNote", f"附件：{names[0]}", KEEP)
    first, *others = names
    return (
        before
        + paragraph("AttachmentNoteFirst", f"附件：1.{first}", KEEP)
        + "".join(paragraph("AttachmentNoteNext", f"{n}.{name}", KEEP) for n, name in enumerate(others, 2))
    )


def attachment(name: str, content: str, number: int | None = None) -> str:
    """On a page of its own: its mark on the first line, its title on the third (7.3.7)."""
    mark = "附件" if number is None else f"附件{number}"
    return (
        paragraph("AttachmentMark", mark) + blank() + paragraph("AttachmentTitle", name) + blank() + content
    )


def imprint(form: Form) -> str:
    """版记: a table that floats to the foot of the last page (7.4); in a letter the copies alone (10.1)."""
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin" '
        'w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
    )
    copies = row(cell(TYPE_WIDTH, paragraph("ImprintCopies", "抄送：{{ 抄送 }}。")), head=True)
    anchor = paragraph("Anchor")
    if form is Form.LETTER:
        floating = table((TYPE_WIDTH,), copies, properties=place, borders="", margin=0)
        return control("if 抄送") + floating + control("endif") + anchor
    lines = border("top", 8) + border("bottom", 8) + border("insideH", 6)
    printed = row(
        cell(TYPE_WIDTH, paragraph("ImprintPrint", "{{ 印发机关 }}\t{{ 印发日期 }}印发")), head=True
    )
    rows = _tag_row("if 抄送", TYPE_WIDTH, 1) + copies + _tag_row("endif", TYPE_WIDTH, 1) + printed
    return table((TYPE_WIDTH,), rows, properties=place, borders=lines, margin=0) + anchor
