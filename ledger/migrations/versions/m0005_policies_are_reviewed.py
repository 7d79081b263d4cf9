"""Review of imported policies: what people decided about each fact that was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "fact_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_fact_review_policy_id_policy")),
        sa.ForeignKeyConstraint(["event_seq"], ["event.seq"], name=op.f("fk_fact_review_event_seq_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_review")),
    )
    op.create_index(op.f("ix_fact_review_policy_id"), "fact_review", ["policy_id"])
