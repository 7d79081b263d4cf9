"""`gongjian finding import` and `file`: findings from the inspectors' list or from one sentence."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledger.errors import BadValue
from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json_line, warn
from tui.cli.table import shorten, table
from tui.cli.values import day, existing_file, whole

if TYPE_CHECKING:
    from penalties.cases import Proposal
    from penalties.sheet_import import RowOutcome


def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help=".xlsx .csv .jsonl；列名中英文均可")],
    approve_by: Annotated[
        str, typer.Option("--approve-by", metavar="姓名", help="由此人复核，并把已计价的分给属地、记账")
    ] = "",
    partial: Annotated[bool, typer.Option("--partial", help="只登记没有问题的行（默认全有或全无）")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="每行一个 JSON（输入为 .jsonl 时默认）")] = False,
) -> None:
    """把督查交办的问题清单登记入账。

    逐行说明登记了什么，或为什么没有登记。同一行再次导入不会重复登记。
    """
    from penalties.sheet_import import NotAllFiled, import_findings

    path = existing_file(file)
    caller = caller_of(context)
    lines = as_json or path.suffix.lower() == ".jsonl"
    try:
        with caller.book() as book:
            outcomes = import_findings(
                book, caller.person, path, caller.today, approver=approve_by or None, partial=partial
            )
    except NotAllFiled as error:
        _tell(error.outcomes, lines=lines, filed=False)
        raise
    _tell(outcomes, lines=lines, filed=True)
    bad = [outcome for outcome in outcomes if outcome.problem]
    if bad:
        warn(f"{len(outcomes)} 行中有 {len(bad)} 行没有登记，其余已登记。")
        raise typer.Exit(2)


def _tell(outcomes: Sequence[RowOutcome], *, lines: bool, filed: bool) -> None:
    if lines:
        for outcome in outcomes:
            say_json_line(_as_json(outcome, filed=filed))
        return
    rows = [
        (
            str(outcome.row.line),
            outcome.finding.row.number if outcome.finding and filed else "",
            shorten(outcome.row.text, 36),
            _result(outcome, filed=filed),
            " ".join([*outcome.notes, *([outcome.problem] if outcome.problem else [])]),
        )
        for outcome in outcomes
    ]
    say(table(["行", "编号", "问题", "结果", "说明"], rows, right=(0,)))


def _result(outcome: RowOutcome, *, filed: bool) -> str:
    if outcome.finding is None:
        return "未登记"
    row = outcome.finding.row
    amount = row.amount.as_wan() if row.amount is not None else row.assessment_status.label
    if not filed:
        return f"可登记　{amount}"
    return f"{'此前已登记' if outcome.known else row.status.label}　{amount}"


def _as_json(outcome: RowOutcome, *, filed: bool) -> dict[str, Any]:
    """A row's result; its number is null where it was not filed."""
    row = outcome.finding.row if outcome.finding is not None else None
    return {
        "line": outcome.row.line,
        "id": outcome.row.key or outcome.row.number,
        "number": row.number if row is not None and filed else None,
        "amount_yuan": row.amount.as_json() if row is not None and row.amount is not None else None,
        "status": row.status.value if row is not None and filed else None,
        "assessment": row.assessment_status.value if row is not None else None,
        "rule": row.rule_place if row is not None else None,
        "count": row.count if row is not None else None,
        "office": row.office if row is not None else outcome.row.office,
        "date": row.found_on.isoformat() if row is not None else None,
        "known": outcome.known,
        "notes": list(outcome.notes),
        "problem": outcome.problem,
    }


def file(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="问题描述", help="督查组的原话")],
    found_on: Annotated[
        str, typer.Option("--date", metavar="日期", help="发现日期（描述中已写明的不必）")
    ] = "",
    office: Annotated[str, typer.Option("--office", metavar="属地", help="责任单位全称或别名")] = "",
    level: Annotated[str, typer.Option("--level", metavar="层级", help="国家、省、市或区")] = "",
    rule: Annotated[str, typer.Option("--rule", metavar="项", help="扣缴标准第几项（不写则自动识别）")] = "",
    count: Annotated[str, typer.Option("--count", metavar="数量", help="起、项、台、辆、家数")] = "",
    repeated: Annotated[
        bool | None,
        typer.Option("--repeated/--not-repeated", help="是否重复出现（扣缴标准规定加倍时用）"),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="描述里有几个问题时，逐个登记")] = False,
    as_one: Annotated[bool, typer.Option("--as-one", help="描述里像有几个问题时，仍合为一条登记")] = False,
) -> None:
    """登记一个问题，等待另一人复核。

    描述里有几个问题（如锅炉和未覆盖的料堆）时，先列出来，由您决定逐个登记还是合为一条。
    """
    from ledger import findings
    from ledger.vocabulary import AssessmentStatus, Level
    from penalties.filing import Judge

    caller = caller_of(context)
    chosen = Level.of_label(level) if level else None
    if level and not isinstance(chosen, Level):
        raise BadValue(f"没有“{level}”这一级，可选：{'、'.join(each.label for each in Level)}。")
    when = day(found_on, "--date") if found_on else None
    with caller.book() as book, book.write(caller.person) as tx:
        judge = Judge(tx)
        proposals = (
            (judge.propose(text, caller.today, when),)
            if as_one
            else judge.propose_all(text, caller.today, when)
        )
        if len(proposals) > 1:
            _several(proposals, each=each, corrected=bool(rule or count))
        drafts = [
            proposal.draft(
                secrets.token_hex(16),
                found_on=when,
                office=judge.office(office) if office else None,
                level=chosen if isinstance(chosen, Level) else None,
                place=whole(rule, "--rule") if rule else None,
                count=whole(count, "--count", most=1000) if count else None,
                repeated=repeated,
            )
            for proposal in proposals
        ]
        filed = [findings.file(tx, draft) for draft in drafts]
    for proposal, finding in zip(proposals, filed, strict=True):
        row = finding.row
        amount = row.amount.as_wan() if row.amount is not None else row.assessment_status.label
        say(f"已登记 {row.number}：{amount}，{row.status.label}")
        for step in finding.assessment.working:
            say(f"  {step}")
        if repeated is None and any(each.about == "repeated" for each in proposal.questions):
            say(
                f"  是重复出现的问题，请改按加倍计：gongjian finding decide {row.number} "
                f"--rule {row.rule_place} --repeated --reason 理由"
            )
        if row.assessment_status is AssessmentStatus.UNDECIDED:
            say(f"  选定条款：gongjian finding decide {row.number} --rule 第几项 --reason 理由")


def _several(proposals: Sequence[Proposal], *, each: bool, corrected: bool) -> None:
    """Shows the findings that a text tells of; raises BadValue until a person has said how to file them."""
    if each and not corrected:
        return
    for number, proposal in enumerate(proposals, start=1):
        rule, amount = proposal.chosen.rule, proposal.chosen.amount
        named = f"第{rule.rule.place}项，" if rule is not None else ""
        say(f"{number}. {proposal.text}")
        say(f"   {named}{amount.as_wan() if amount is not None else proposal.chosen.status.label}")
    if each:
        raise BadValue("逐个登记时不能用 --rule、--count，请去掉，或把几个问题分开各登记一次。")
    raise BadValue(
        f"描述里像是有 {len(proposals)} 个问题，还没有登记：逐个登记请加 --each，合为一条请加 --as-one。"
    )
