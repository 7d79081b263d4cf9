"""Triggers that keep the books even from a program that goes around this one.

Posted tables take no UPDATE and no DELETE; a voucher is sealed over entries that balance, a decision over
shares that add up; numbers have no gaps; a closed month takes nothing; a finding's facts stand once it is
approved. Entries are written before their voucher (their foreign key is checked at commit), so that the
voucher's own insert can look at all of them.
"""

from __future__ import annotations

from sqlalchemy.engine import Connection

POSTED = {
    "event": "事件链",
    "voucher": "凭证",
    "entry": "分录",
    "assessment": "计价",
    "allocation": "分担决定",
    "share": "分担份额",
    "policy": "政策文件",
    "policy_adoption": "政策采用记录",
    "rule": "扣缴条款",
    "award": "奖补条款",
    "task": "任务",
    "grade_record": "绩效分级记录",
    "notice_finding": "通知书内容",
    "task_report": "任务进展",
    "reminder_seen": "提醒已阅记录",
    "population": "检查对象数",
    "inspection": "检查记录",
    "setting": "设置记录",
    "fact_review": "条目核对记录",
}
UNTIL_ADOPTED = ("rule", "award", "task")
"""What the review of a draft may still change: these rows stand once their policy is adopted."""
KEPT = {
    "finding": "问题",
    "unit": "单位",
    "person": "人员",
    "notice": "通知书",
    "period": "会计期间",
    "bill": "补偿金通知",
    "rectification": "整改",
    "objection": "异议",
    "payment": "奖补",
    "extension": "延期申请",
    "month_total": "月度合计",
}
FACTS = [
    "number",
    "key",
    "text",
    "found_on",
    "level",
    "inspecting_body",
    "office_id",
    "subject",
    "place",
    "obligation",
    "policy_number",
    "source_ref",
    "preparer_id",
]


def triggers() -> dict[str, str]:
    """Every guard: its name and its statement."""
    made: dict[str, str] = {}
    for table, label in POSTED.items():
        when = _ADOPTED.format(row="OLD") if table in UNTIL_ADOPTED else None
        made[f"{table}_stands"] = _refuse(
            f"{table}_stands", f"UPDATE ON {table}", f"{label}一经写入不得修改，更正请用红字冲销。", when
        )
        made[f"{table}_stays"] = _refuse(
            f"{table}_stays", f"DELETE ON {table}", f"{label}一经写入不得删除，更正请用红字冲销。", when
        )
    for table in (*UNTIL_ADOPTED, "fact_review"):
        made[f"{table}_before_adoption"] = _refuse(
            f"{table}_before_adoption",
            f"INSERT ON {table}",
            "政策已经采用，条目不能再增改，请导入新的版本另行采用。",
            _ADOPTED.format(row="NEW"),
        )
    for table, label in KEPT.items():
        made[f"{table}_stays"] = _refuse(
            f"{table}_stays", f"DELETE ON {table}", f"{label}记录不得删除，更正请用作废或红字冲销。"
        )
    for name, (event, when, words) in _RULES.items():
        made[name] = _refuse(name, event, words, when)
    return made


def install(connection: Connection) -> None:
    """Put every guard in place anew; run after each migration."""
    for name, statement in triggers().items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)


def in_place(connection: Connection) -> list[str]:
    """The names of guards that are missing or altered."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    found = {str(row[0]): str(row[1]) for row in rows}
    return [name for name, statement in triggers().items() if found.get(name) != statement]


def _refuse(name: str, event: str, words: str, when: str | None = None) -> str:
    condition = f" WHEN {when}" if when else ""
    return f"CREATE TRIGGER {name} BEFORE {event}{condition} BEGIN SELECT RAISE(ABORT, '账簿：{words}'); END"


_ADOPTED = "EXISTS (SELECT 1 FROM policy_adoption WHERE policy_id = {row}.policy_id)"
_CHANGED = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FACTS)

_RULES: dict[str, tuple[str, str, str]] = {
    "event_follows": (
        "INSERT ON event",
        "NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)",
        "事件链必须首尾相接，不能插入或跳号。",
    ),
    "voucher_balances": (
        "INSERT ON voucher",
        "(SELECT count(*) FROM entry WHERE voucher_id = NEW.id) < 2"
        " OR (SELECT sum(debit) - sum(credit) FROM entry WHERE voucher_id = NEW.id) <> 0",
        "凭证借贷不平，未记账，请核对金额。",
    ),
    "voucher_numbered": (
        "INSERT ON voucher",
        "NEW.serial <> (SELECT coalesce(max(serial), 0) + 1 FROM voucher"
        " WHERE district_id = NEW.district_id AND month = NEW.month AND kind = NEW.kind)",
        "凭证号必须连续，不能跳号或重号。",
    ),
    "voucher_in_month": (
        "INSERT ON voucher",
        "NEW.month <> substr(NEW.booked_on, 1, 7)"
        " OR EXISTS (SELECT 1 FROM entry WHERE voucher_id = NEW.id AND month <> NEW.month)",
        "凭证日期与会计期间不一致。",
    ),
    "voucher_in_open_month": (
        "INSERT ON voucher",
        "EXISTS (SELECT 1 FROM period WHERE district_id = NEW.district_id AND month >= NEW.month"
        " AND status <> 'open')",
        "该月已结账，不再接受凭证，请记入未结账的月份。",
    ),
    "entry_before_voucher": (
        "INSERT ON entry",
        "EXISTS (SELECT 1 FROM voucher WHERE id = NEW.voucher_id)",
        "凭证已经记账，不能再添加分录。",
    ),
    "shares_add_up": (
        "INSERT ON allocation",
        "(SELECT coalesce(sum(amount), 0) FROM share WHERE allocation_id = NEW.id) <> NEW.amount",
        "各单位分担之和与应分担金额不一致。",
    ),
    "share_before_allocation": (
        "INSERT ON share",
        "EXISTS (SELECT 1 FROM allocation WHERE id = NEW.allocation_id)",
        "分担决定已经作出，不能再添加份额。",
    ),
    "finding_stands": (
        "UPDATE ON finding",
        f"OLD.status NOT IN ('filed', 'returned') AND ({_CHANGED})",
        "问题已经复核，原始内容不得修改，请作废或冲销后重新登记。",
    ),
    "finding_final": (
        "UPDATE OF status ON finding",
        "OLD.status IN ('reversed', 'voided') AND NEW.status <> OLD.status",
        "问题已作废或已冲销，不能恢复，请重新登记。",
    ),
}
