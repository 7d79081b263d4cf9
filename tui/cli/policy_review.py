"""`gongjian policy review`: what was read from a draft, looked over and put right, by hand or by script."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tui.cli.caller import caller_of
from tui.cli.streams import say, say_json
from tui.cli.table import shorten, table
from tui.cli.values import whole

if TYPE_CHECKING:
    from importers.reviewing import Review
    from ledger.reviewed import ReviewedFact
    from ledger.reviews import ReviewDraft


def review(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="方案编号", help="policy list 所列的编号")],
    accept: Annotated[
        list[str] | None, typer.Option("--accept", metavar="条目", help="确认一条，如 扣缴3，可重复")
    ] = None,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="其余没有核对过的全部确认")] = False,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="条目.栏目=内容", help="改定，如 扣缴3.金额=6万元，可重复"),
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="条目", help="剔除一条读错的，可重复")
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="类别 栏目=内容 …",
            help="补录漏读的，如 '扣缴 名称=堆场未苫盖 金额=2万元 计量=处 原文=照抄的原文'，可重复",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="原因", help="改定、剔除、补录的原因，必填")
    ] = "",
    all_: Annotated[bool, typer.Option("--all", help="列出全部条目，不只是存疑和漏读的")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON 输出")] = False,
) -> None:
    """核对读出的条目：列出存疑和漏读的；确认、改定、剔除、补录。

    只能在采用之前核对。没有原文依据的补录不写“原文=”，会如实标明。
    """
    from importers.reviewing import review_of

    caller = caller_of(context)
    wanted = whole(number, "方案编号")
    with caller.book() as book:
        done: tuple[ReviewedFact, ...] = ()
        if accept or accept_all or set_ or reject or add:
            from ledger import reviews

            with book.write(caller.person) as tx:
                found = review_of(tx, wanted)
                drafts = [*_edits(set_ or ()), *_plain(reject or (), "reject"), *_additions(found, add or ())]
                decided = {draft.fact for draft in drafts}
                rest = [fact.key for fact in found.undecided if fact.key not in decided] if accept_all else []
                drafts += _plain((*(accept or ()), *rest), "accept")
                done = reviews.review(tx, wanted, drafts, reason)
        with book.read() as tx:
            shown = review_of(tx, wanted)
    if as_json:
        say_json(_as_json(shown, all_))
        return
    for fact in done if len(done) <= 20 else ():
        say(_decided_line(fact))
    if len(done) > 20:
        say(f"已核对 {len(done)} 条。")
    say(_overview(shown, all_))


def _edits(words: Sequence[str]) -> Iterator[ReviewDraft]:
    from importers.reviewing import typed_values
    from ledger.errors import BadValue
    from ledger.reviews import ReviewDraft
    from ledger.vocabulary import ReviewAction

    typed: dict[str, dict[str, str]] = {}
    for word in words:
        place, equals, text = word.partition("=")
        key, dot, field = place.strip().rpartition(".")
        if not (equals and dot and key and field):
            raise BadValue(f"--set “{word}”看不懂，请写成 扣缴3.金额=6万元。")
        typed.setdefault(key, {})[field] = text
    for key, fields in typed.items():
        yield ReviewDraft(key, ReviewAction.EDIT, typed_values(key, fields))


def _plain(keys: Sequence[str], action: str) -> Iterator[ReviewDraft]:
    from ledger.reviews import ReviewDraft
    from ledger.vocabulary import ReviewAction

    for key in dict.fromkeys(keys):
        yield ReviewDraft(key, ReviewAction.stored(action))


def _additions(found: Review, words: Sequence[str]) -> Iterator[ReviewDraft]:
    from importers.reviewing import find_quote, typed_values
    from ledger.errors import BadValue
    from ledger.reviews import ReviewDraft
    from ledger.vocabulary import ReviewAction

    for word in words:
        try:
            kind, *parts = shlex.split(word)
        except ValueError:
            raise BadValue(f"--add “{word}”看不懂，请写成 '扣缴 名称=… 金额=2万元 原文=…'。") from None
        fields = dict(part.partition("=")[::2] for part in parts)
        quote = fields.pop("原文", fields.pop("quote", ""))
        span = find_quote(found.plan.text, quote)
        yield ReviewDraft(kind, ReviewAction.ADD, typed_values(kind, fields), span)


def _decided_line(fact: ReviewedFact) -> str:
    from importers.reviewing import action_words
    from tui.screens.facts import described

    _, text, value = described(fact.key, fact.fact)
    mark = f"　{fact.entered[-1]}" if fact.entered and not fact.rejected else ""
    return f"{fact.key}　{action_words(fact)}　{shorten(text, 40)}　{value}{mark}"


def _overview(shown: Review, everything: bool) -> str:
    from importers.reviewing import action_words, coverage_words, unreviewed_line
    from tui.screens.facts import described

    policy = shown.policy
    parts = [f"第 {policy.number} 号方案（{policy.status.label}）　{policy.title}\n{coverage_words(shown)}。"]
    facts = shown.facts if everything else shown.doubtful
    if facts:
        rows = []
        for fact in facts:
            _, text, value = described(fact.key, fact.fact)
            doubts = "；".join(doubt.message for doubt in fact.doubts) if fact.doubtful else ""
            rows.append((fact.key, action_words(fact), shorten(text, 36), value, shorten(doubts, 44)))
        parts.append(table(["条目", "核对", "内容", "金额/日期", "疑点"], rows))
    if shown.problems:
        parts.append("\n".join(["请对照原文看：", *(f"  · {each.message}" for each in shown.problems)]))
    if shown.leftovers:
        lines = [f"  {left.kind.label}　{shorten(left.sentence.strip(), 84)}" for left in shown.leftovers]
        parts.append("\n".join(["写着金额、日期或单位而没有成为条目的句子：", *lines]))
    typed = [fact for fact in shown.facts if fact.entered and not everything and not fact.rejected]
    if typed:
        parts.append("\n".join(_decided_line(fact) for fact in typed))
    if shown.open:
        left = unreviewed_line(shown) or "全部条目都核对过了。"
        parts.append(f"{left}\n采用：gongjian policy adopt {policy.number} --from 生效日期")
    return "\n\n".join(parts)


def _as_json(shown: Review, everything: bool) -> dict[str, Any]:
    facts = shown.facts if everything else [*shown.doubtful, *shown.settled]
    return {
        "number": shown.policy.number,
        "status": shown.policy.status.value,
        "facts": len(shown.facts),
        "doubtful": len(shown.doubtful),
        "reviewed": len(shown.settled),
        "share_in_parts": round(shown.coverage.share_in_parts, 4),
        "items": [_fact_as_json(fact) for fact in facts],
        "leftovers": [
            {"kind": left.kind.value, "sentence": left.sentence, "span": [left.span.start, left.span.end]}
            for left in shown.leftovers
        ],
        "problems": [problem.message for problem in shown.problems],
    }


def _fact_as_json(fact: ReviewedFact) -> dict[str, Any]:
    from importers.reviewing import edit_fields

    span = fact.fact.span
    return {
        "fact": fact.key,
        "state": fact.decisions[-1].action.value if fact.decisions else "unreviewed",
        "rejected": fact.rejected,
        "confidence": fact.confidence,
        "doubts": [doubt.message for doubt in fact.doubts],
        "fields": edit_fields(fact),
        "span": [span.start, span.end] if fact.has_source else None,
        "entered": [
            {"by": mark.by, "at": mark.at.isoformat(), "reason": mark.reason, "words": mark.words}
            for mark in fact.entered
        ],
    }
