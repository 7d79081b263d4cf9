"""`gongjian explain`: one amount, from the report down to the characters of the clause."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ledger.views import Explanation
from tui.cli.caller import caller_of
from tui.cli.finding_views import voucher_as_json
from tui.cli.streams import say, say_json
from tui.cli.usage import ChineseCommand

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=ChineseCommand)
def explain(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="编号", help="问题编号（2026-0001）或凭证编号")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False,
) -> None:
    """说明一个金额从何而来：凭证 → 计算 → 条款 → 原文 → 位置 → 文件哈希。"""
    from ledger import explanations

    with caller_of(context).present_book() as book, book.read() as tx:
        explanation = explanations.explain(tx, number)
    if as_json:
        say_json(_as_json(explanation))
    else:
        say(explanation_text(explanation))


def explanation_text(explanation: Explanation) -> str:
    """The chain of an amount, a step a paragraph."""
    row = explanation.finding.row
    amount = (
        f"{row.amount}元（{row.amount.as_wan()}）" if row.amount is not None else row.assessment_status.label
    )
    parts = [f"问题 {row.number}　{row.found_on}　{row.office or '属地未定'}　{amount}\n{row.text}"]
    if explanation.vouchers:
        lines = ["凭证"]
        for voucher in explanation.vouchers:
            lines.append(f"  {voucher.number}　{voucher.booked_on}　{voucher.summary}")
            lines += [
                f"    {'借' if entry.debit else '贷'}　{entry.kind.label}"
                f"{f'（{entry.party}）' if entry.party else ''}　{entry.debit or entry.credit}"
                for entry in voucher.entries
            ]
        parts.append("\n".join(lines))
    parts.append("\n".join(["计算", *(f"  {step}" for step in explanation.working)]))
    if explanation.rule is not None:
        rule = explanation.rule
        parts.append(
            f"条款\n  《{rule.policy_title.strip('《》')}》（{rule.doc_number or '文号未载'}）"
            f"{explanation.clause or ''}　第{rule.rule.place}项　{rule.rule.name}"
        )
    if explanation.entered:
        parts.append("\n".join(["核对", *(f"  {mark}" for mark in explanation.entered)]))
    if explanation.quote == "":
        parts.append("原文\n  没有原文依据，由人工录入")
    elif explanation.quote is not None:
        quote = f"…{explanation.context_before}【{explanation.quote}】{explanation.context_after}…"
        parts.append(f"原文\n  {' '.join(quote.split())}")
    if explanation.span is not None:
        parts.append(
            f"位置\n  规范文本第 {explanation.span.start} 至 {explanation.span.end} 个字符\n"
            f"文件\n  {explanation.file_name}\n  sha256 {explanation.file_sha256}"
        )
    return "\n\n".join(parts)


def _as_json(explanation: Explanation) -> dict[str, Any]:
    row, rule, span = explanation.finding.row, explanation.rule, explanation.span
    return {
        "number": row.number,
        "text": row.text,
        "date": row.found_on.isoformat(),
        "office": row.office,
        "status": row.status.value,
        "assessment": row.assessment_status.value,
        "count": row.count,
        "amount_yuan": row.amount.as_json() if row.amount is not None else None,
        "shares": [
            {"unit": share.unit, "amount_yuan": share.amount.as_json()}
            for share in explanation.finding.shares
        ],
        "vouchers": [voucher_as_json(voucher) for voucher in explanation.vouchers],
        "working": list(explanation.working),
        "rule": None
        if rule is None
        else {
            "place": rule.rule.place,
            "name": rule.rule.name,
            "amount_yuan": rule.rule.amount.as_json() if rule.rule.amount is not None else None,
            "per": rule.rule.per,
            "policy": rule.policy,
            "doc_number": rule.doc_number,
            "policy_title": rule.policy_title,
        },
        "entered": [
            {"by": mark.by, "at": mark.at.isoformat(), "reason": mark.reason, "words": mark.words}
            for mark in explanation.entered
        ],
        "clause": explanation.clause,
        "quote": explanation.quote,
        "span": [span.start, span.end] if span is not None else None,
        "context_before": explanation.context_before,
        "context_after": explanation.context_after,
        "file_name": explanation.file_name,
        "file_sha256": explanation.file_sha256,
    }
