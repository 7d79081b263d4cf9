"""`gongjian policy`: documents into the books as drafts, adopted from a day on, shown and compared."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.caller import caller_of
from tui.cli.policy_review import review
from tui.cli.streams import say, say_json
from tui.cli.usage import ChineseCommand, ChineseGroup
from tui.cli.values import day, existing_file, whole

app = typer.Typer(
    cls=ChineseGroup, rich_markup_mode=None, add_completion=False, help="方案入账、采用、查看、比较"
)
Number = Annotated[str, typer.Argument(metavar="方案编号", help="policy list 所列的编号")]
Json = Annotated[bool, typer.Option("--json", help="JSON 输出")]


@app.command("import", cls=ChineseCommand)
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="文件", help="方案文件 .docx .pdf .txt .md .html")],
    as_json: Json = False,
) -> None:
    """把方案读入账簿，成为草稿（采用之前不用于计价）。

    同一份文件导入两次，得到的是同一个方案。
    """
    path = existing_file(file)
    caller = caller_of(context)
    from importers.importing import import_policy
    from tui.cli.overviews import coverage_line, policy_as_json

    with caller.book() as book:
        imported = import_policy(book, caller.person, path)
    if as_json:
        say_json(policy_as_json(imported.policy) | {"problems": [p.message for p in imported.problems]})
        return
    policy = imported.policy
    say(
        f"已导入为第 {policy.number} 号方案：{policy.title}"
        f"（任务 {policy.obligations} 项，扣缴标准 {policy.rules} 条，{policy.status.label}）"
    )
    for problem in imported.problems:
        say(f"  请核对：{problem.message}")
    say(f"  {coverage_line(imported.coverage)}")
    say(f"核对：gongjian policy review {policy.number}")
    say(f"核对后采用：gongjian policy adopt {policy.number} --from 生效日期")


@app.command("list", cls=ChineseCommand)
def list_(context: typer.Context, as_json: Json = False) -> None:
    """列出账簿中的方案。"""
    from ledger import policies
    from tui.cli.overviews import policies_table, policy_as_json

    with caller_of(context).book() as book, book.read() as tx:
        found = policies.list_policies(tx)
    if as_json:
        say_json([policy_as_json(policy) for policy in found])
    else:
        say(policies_table(found) if found else "账簿中还没有方案，请用 gongjian policy import 文件 导入。")


@app.command(cls=ChineseCommand)
def show(
    context: typer.Context,
    number: Number,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="原文有多少成了条目，哪些写着日期、单位、金额的句子没有")
    ] = False,
    as_json: Json = False,
) -> None:
    """查看一个方案：任务、扣缴标准、补助。"""
    from ledger import policies
    from tui.cli.overviews import coverage_as_json, coverage_line, plan_overview, policies_table

    wanted = whole(number, "方案编号")
    with caller_of(context).book() as book, book.read() as tx:
        policy = policies.get(tx, wanted)
        plan = policies.plan_of(tx, wanted)
    if coverage:
        from importers.coverage import coverage_of

        found = coverage_of(plan)
        if as_json:
            say_json(coverage_as_json(found))
            return
        say(coverage_line(found))
        for left in found.leftovers:
            say(f"  {left.kind.label}：{' '.join(left.sentence.split())}")
        return
    if as_json:
        from ledger.plan_json import plan_to_json

        say_json(plan_to_json(plan))
        return
    say(policies_table([policy]))
    say()
    say(plan_overview(plan))


@app.command(cls=ChineseCommand)
def adopt(
    context: typer.Context,
    number: Number,
    from_day: Annotated[
        str, typer.Option("--from", metavar="日期", help="从哪一天起用于计价，如 2026-05-01")
    ] = "",
) -> None:
    """采用一个方案：从某日起，该日及以后发现的问题按它计价。"""
    from ledger import policies
    from ledger.errors import BadValue

    if not from_day:
        raise BadValue("请写明从哪一天起采用，例如 --from 2026-05-01。")
    caller = caller_of(context)
    start = day(from_day, "--from")
    from importers.reviewing import review_of, unreviewed_line

    with caller.book() as book, book.write(caller.person) as tx:
        before = {each.number: each.until for each in policies.list_policies(tx)}
        policy = policies.adopt(tx, whole(number, "方案编号"), start)
        ended = [each for each in policies.list_policies(tx) if each.until != before[each.number]]
        left = unreviewed_line(review_of(tx, policy.number))
    say(f"第 {policy.number} 号方案自 {start} 起采用：{policy.title}")
    for each in ended:
        if each.number != policy.number:
            say(f"注意：第 {each.number} 号方案由此只计价到 {each.until}，以后的问题按新方案计价。")
    if left:
        say(left)


app.command("review", cls=ChineseCommand)(review)


@app.command(cls=ChineseCommand)
def diff(
    context: typer.Context,
    older: Annotated[str, typer.Argument(metavar="方案编号甲", help="通常是较早的一个")],
    newer: Annotated[str, typer.Argument(metavar="方案编号乙", help="通常是较新的一个")],
    pair: Annotated[
        list[str] | None,
        typer.Option("--pair", metavar="旧=新", help="确认两项是同一项，如 12=9（任务）、标准3=4；可重复"),
    ] = None,
    as_json: Json = False,
) -> None:
    """逐条比较两个方案：任务、单位、期限、扣缴标准、补助和奖励的增删与改动。

    文字看不出的对应关系（如改了名的任务）用 --pair 确认；最后列出未办结的任务由谁接续。
    """
    from importers.comparison import changed, compare_plans
    from importers.succession import carried_over, confirmed_pairs, open_tasks
    from ledger import policies
    from tui.cli.overviews import change_as_json

    caller = caller_of(context)
    earlier, later = (whole(number, "方案编号") for number in (older, newer))
    with caller.book() as book, book.read() as tx:
        before, after = policies.plan_of(tx, earlier), policies.plan_of(tx, later)
        tasks = open_tasks(tx, policies.get(tx, earlier), policies.get(tx, later), caller.today)
    changes = compare_plans(before, after, confirmed_pairs(pair or ()))
    found = changed(changes)
    if as_json:
        say_json([change_as_json(change) for change in found])
        return
    for change in found:
        say("\n".join(change.lines()))
    if not found:
        say("两个方案的任务、扣缴标准和补助没有差别。")
        return
    if tasks:
        say(f"\n第 {earlier} 号方案未办结的任务：")
        for each in carried_over(changes, tasks):
            say(f"  {each.as_text()}")
