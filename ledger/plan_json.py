"""A plan as JSON and back: the shape of the annotated plans, plus a span on every fact and the source.

Reading back verifies: a span outside the text, or one whose characters are not what the fact quotes, is
refused.  Numbers are exact: values are JSON numbers without a detour over binary floats.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ledger.errors import BadDocument
from ledger.money import Money
from ledger.plan import (
    NOWHERE,
    Assignment,
    Deadline,
    DeductionRule,
    DocumentHead,
    Doubt,
    IndicatorTarget,
    Obligation,
    Phrase,
    Plan,
    Problem,
    RewardRule,
    Source,
    Span,
    SubsidyRule,
    Target,
)
from ledger.vocabulary import Comparison, DeadlineKind, Role

Json = dict[str, Any]


def plan_to_json(plan: Plan) -> Json:
    """The plan as plain values. The canonical text is not part of it; `plan_from_json` takes it apart."""
    head = plan.document
    return {
        "document": {
            "title": head.title,
            "doc_number": head.doc_number,
            "issuer": head.issuer,
            "issued_on": head.issued_on.isoformat() if head.issued_on else None,
            "year": head.year,
            "recipients": head.recipients,
        },
        "obligations": [_obligation(task) for task in plan.obligations],
        "deductions": [_deduction(rule) for rule in plan.deductions],
        "subsidies": [
            {
                "name": rule.name,
                "printed": rule.printed,
                "grade": rule.grade,
                "amount_yuan": rule.amount.as_json(),
                "condition": rule.condition,
                "clause": rule.clause,
                "span": _span(rule.span),
            }
            for rule in plan.subsidies
        ],
        "rewards": [
            {
                "name": rule.name,
                "printed": rule.printed,
                "amount_yuan": rule.amount.as_json(),
                "condition": rule.condition,
                "clause": rule.clause,
                "span": _span(rule.span),
            }
            for rule in plan.rewards
        ],
        "indicator_targets": [
            {
                "unit": target.unit,
                "metric": target.metric,
                "op": target.comparison.value,
                "value": _number(target.value),
                "measure": target.measure,
                "span": _span(target.span),
            }
            for target in plan.indicator_targets
        ],
        "problems": [
            {"message": p.message, "span": _span(p.span) if p.span else None, "page": p.page}
            for p in plan.problems
        ],
        "pages": [_span(page) for page in plan.pages],
        "doubts": [
            {"fact": doubt.fact, "message": doubt.message, "confidence": doubt.confidence}
            for doubt in plan.doubts
        ],
        "source": {"sha256": plan.source.sha256, "format": plan.source.format, "name": plan.source.name},
    }


def plan_from_json(data: Json, text: str) -> Plan:
    """The plan of these values over its canonical text.

    Raises BadDocument where a value is missing or of a wrong kind, or where a fact's quote does not stand
    at its span.
    """
    try:
        plan = _plan(data, text)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise BadDocument(f"方案数据不完整或格式不对（{error}），请重新导入原文件。") from None
    for quote, span in _quotes(plan):
        if span.end > len(text) or _squeezed(span.of(text)) != _squeezed(quote):
            raise BadDocument(f"“{quote[:20]}”与原文第 {span.start} 字处不符，请重新导入原文件。")
    return plan


def verify_spans(plan: Plan) -> list[tuple[str, Span]]:
    """Quotes that do not stand where their spans point; empty when all is well."""
    return [
        (quote, span)
        for quote, span in _quotes(plan)
        if span.end > len(plan.text) or _squeezed(span.of(plan.text)) != _squeezed(quote)
    ]


def _quotes(plan: Plan) -> list[tuple[str, Span]]:
    quotes: list[tuple[str, Span]] = []
    for task in plan.obligations:
        quotes.extend((part.printed, part.span) for part in task.assignments)
        quotes.extend((part.printed, part.span) for part in task.deadlines)
        quotes.extend((part.printed, part.span) for part in task.targets)
        quotes.extend(
            (part.printed, part.span) for part in (*task.undated, *task.recurring, *task.references)
        )
    quotes.extend((rule.printed, rule.span) for rule in plan.deductions)
    quotes.extend((rule.printed, rule.span) for rule in plan.subsidies)
    quotes.extend((rule.printed, rule.span) for rule in plan.rewards)
    return [(quote, span) for quote, span in quotes if span != NOWHERE]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _number(value: Decimal) -> int | float:
    """The shortest JSON number of a value."""
    return int(value) if value == value.to_integral_value() else float(value)


def _phrases(phrases: tuple[Phrase, ...]) -> list[str]:
    return [phrase.printed for phrase in phrases]


def _obligation(task: Obligation) -> Json:
    return {
        "number": task.number,
        "heading": task.heading,
        "section": task.section,
        "chapter": task.chapter,
        "assignments": [
            {
                "unit": a.unit,
                "printed": a.printed,
                "role": a.role.value,
                "persons": list(a.persons),
                "inherited": a.inherited,
                "span": _span(a.span),
            }
            for a in task.assignments
        ],
        "persons_unaligned": list(task.persons_unaligned),
        "deadlines": [
            {"date": d.date.isoformat(), "printed": d.printed, "kind": d.kind.value, "span": _span(d.span)}
            for d in task.deadlines
        ],
        "undated": _phrases(task.undated),
        "recurring": _phrases(task.recurring),
        "targets": [
            {
                "printed": t.printed,
                "metric": t.metric,
                "op": t.comparison.value,
                "value": _number(t.value),
                "unit": t.unit,
                "span": _span(t.span),
            }
            for t in task.targets
        ],
        "references": _phrases(task.references),
        "phrase_spans": {
            "undated": [_span(p.span) for p in task.undated],
            "recurring": [_span(p.span) for p in task.recurring],
            "references": [_span(p.span) for p in task.references],
        },
        "span": _span(task.span),
    }


def _deduction(rule: DeductionRule) -> Json:
    return {
        "name": rule.name,
        "printed": rule.printed,
        "amount_yuan": rule.amount.as_json() if rule.amount is not None else None,
        "per": rule.per,
        "stackable": rule.stackable,
        "condition": rule.condition,
        "reference": rule.reference,
        "fallback": rule.fallback,
        "place": rule.place,
        "clause": rule.clause,
        "span": _span(rule.span),
    }


def _plan(data: Json, text: str) -> Plan:
    head = data["document"]
    return Plan(
        document=DocumentHead(
            head["title"],
            head["doc_number"],
            head["issuer"],
            date.fromisoformat(head["issued_on"]) if head["issued_on"] else None,
            int(head["year"]),
            head["recipients"],
        ),
        text=text,
        source=Source(**data["source"]),
        obligations=tuple(_read_obligation(task) for task in data["obligations"]),
        deductions=tuple(
            DeductionRule(
                d["place"],
                d["name"],
                d["printed"],
                _money(d["amount_yuan"]),
                d["per"],
                d["stackable"],
                d["condition"],
                d["reference"],
                d["fallback"],
                d["clause"],
                _read_span(d["span"]),
            )
            for d in data["deductions"]
        ),
        subsidies=tuple(
            SubsidyRule(
                s["name"],
                s["printed"],
                s["grade"],
                Money.yuan(s["amount_yuan"]),
                s["condition"],
                s["clause"],
                _read_span(s["span"]),
            )
            for s in data["subsidies"]
        ),
        rewards=tuple(
            RewardRule(
                r["name"],
                r["printed"],
                Money.yuan(r["amount_yuan"]),
                r["condition"],
                r["clause"],
                _read_span(r["span"]),
            )
            for r in data["rewards"]
        ),
        indicator_targets=tuple(
            IndicatorTarget(
                t["unit"],
                t["metric"],
                Comparison.stored(t["op"]),
                Decimal(str(t["value"])),
                t["measure"],
                _read_span(t["span"]),
            )
            for t in data["indicator_targets"]
        ),
        problems=tuple(
            Problem(p["message"], _read_span(p["span"]) if p["span"] else None, p["page"])
            for p in data["problems"]
        ),
        pages=tuple(_read_span(page) for page in data["pages"]),
        doubts=tuple(
            Doubt(each["fact"], each["message"], each["confidence"]) for each in data.get("doubts", ())
        ),
    )


def _read_obligation(task: Json) -> Obligation:
    spans = task["phrase_spans"]
    return Obligation(
        number=task["number"],
        heading=task["heading"],
        section=task["section"],
        chapter=task["chapter"],
        span=_read_span(task["span"]),
        assignments=tuple(
            Assignment(
                a["unit"],
                a["printed"],
                Role.stored(a["role"]),
                tuple(a["persons"]),
                a["inherited"],
                _read_span(a["span"]),
            )
            for a in task["assignments"]
        ),
        persons_unaligned=tuple(task["persons_unaligned"]),
        deadlines=tuple(
            Deadline(
                date.fromisoformat(d["date"]),
                d["printed"],
                DeadlineKind.stored(d["kind"]),
                _read_span(d["span"]),
            )
            for d in task["deadlines"]
        ),
        undated=_read_phrases(task["undated"], spans["undated"]),
        recurring=_read_phrases(task["recurring"], spans["recurring"]),
        targets=tuple(
            Target(
                t["printed"],
                t["metric"],
                Comparison.stored(t["op"]),
                Decimal(str(t["value"])),
                t["unit"],
                _read_span(t["span"]),
            )
            for t in task["targets"]
        ),
        references=_read_phrases(task["references"], spans["references"]),
    )


def _read_phrases(printed: list[str], spans: list[list[int]]) -> tuple[Phrase, ...]:
    return tuple(Phrase(words, _read_span(span)) for words, span in zip(printed, spans, strict=True))


def _read_span(span: list[int]) -> Span:
    start, end = span
    return Span(start, end)


def _money(value: int | str | None) -> Money | None:
    return None if value is None else Money.yuan(value)
