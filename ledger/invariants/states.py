"""What the tables say now is what the chain leads to: the whole chain is replayed and every row compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from ledger.dialect import DRIVER_ERRORS
from ledger.errors import GongjianError
from ledger.past import empty_books
from ledger.replay import documents, links, replay
from ledger.schema import Base, Claim
from ledger.transactions import Tx

LABELS = {
    "voucher": "凭证",
    "entry": "分录",
    "finding": "问题",
    "assessment": "计价",
    "allocation": "分担决定",
    "share": "分担份额",
    "rule": "扣缴条款",
    "award": "奖补条款",
    "task": "任务",
    "policy": "政策文件",
    "policy_adoption": "政策采用记录",
    "unit": "单位",
    "unit_alias": "单位别名",
    "person": "人员",
    "notice": "通知书",
    "notice_finding": "通知书内容",
    "period": "会计期间",
    "account": "科目",
    "month_total": "月度合计",
    "event": "事件链",
}
_NAMES = ("number", "name", "month", "text")


def tables_follow_from_the_chain(tx: Tx) -> str | None:
    """账簿各表与事件链重演的结果逐行一致。"""
    with empty_books() as connection:
        try:
            replay(Tx(connection, tx.now), links(tx), documents(tx))
        except GongjianError as error:
            return str(error)
        except (sa.exc.SQLAlchemyError, *DRIVER_ERRORS, KeyError, ValueError) as error:
            return f"事件链无法重演：{error}"
        for table in Base.metadata.sorted_tables:
            if table.name == Claim.__tablename__ or table.info.get("beside_the_chain"):
                continue
            difference = _difference(table, tx.connection, connection)
            if difference is not None:
                return difference
    return None


def _difference(table: sa.Table, books: Connection, replayed: Connection) -> str | None:
    """The first row that the two do not share, in words."""
    label = LABELS.get(table.name, table.name)
    for left, right in _pairs(table, books, replayed):
        if left == right:
            continue
        row = left or right
        assert row is not None
        name = next((row[key] for key in _NAMES if key in row), next(iter(row.values())))
        if right is None:
            return f"{label}“{name}”不是由任何一步产生的"
        if left is None:
            return f"{label}“{name}”缺失"
        column = next(key for key in row if left[key] != right[key])
        return f"{label}“{name}”的 {column} 与事件链不符"
    return None


def _pairs(
    table: sa.Table, books: Connection, replayed: Connection
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Rows of both sides with the same key side by side, in the order of the key."""
    query = sa.select(*(sa.type_coerce(column, sa.types.NullType()).label(column.name) for column in table.c))
    query = query.order_by(*table.primary_key.columns)
    keys = [column.name for column in table.primary_key.columns]
    sides = [
        iter(connection.execution_options(yield_per=2000).execute(query).mappings())
        for connection in (books, replayed)
    ]
    rows = [next(side, None) for side in sides]
    while any(row is not None for row in rows):
        left, right = rows
        left_key = None if left is None else tuple(left[key] for key in keys)
        right_key = None if right is None else tuple(right[key] for key in keys)
        take_left = right_key is None or (left_key is not None and left_key <= right_key)
        take_right = left_key is None or (right_key is not None and right_key <= left_key)
        yield (dict(left) if take_left and left else None, dict(right) if take_right and right else None)
        if take_left:
            rows[0] = next(sides[0], None)
        if take_right:
            rows[1] = next(sides[1], None)


INVARIANTS = (tables_follow_from_the_chain,)
