"""Rule and month join the office among the tags of the search index, which is filled anew."""

from __future__ import annotations

from alembic import op

from ledger import search

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIELDS = ("text", "subject", "place", "inspecting_body", "source_ref", "number")


def upgrade() -> None:
    """Apply."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    op.execute("DROP TABLE finding_search")
    search.create(connection)
    columns = ", ".join(f"finding.{field}" for field in FIELDS)
    rows = connection.exec_driver_sql(
        f"SELECT finding.id, {columns}, office_id, found_on, rule.place FROM finding"
        " JOIN assessment ON assessment.id = finding.assessment_id"
        " LEFT JOIN rule ON rule.id = assessment.rule_id ORDER BY finding.id"
    ).all()
    for finding_id, *fields, office_id, found_on, rule in rows:
        words = search.tokens(search.searched_text(*fields))
        tags = search.tags_of(office_id, rule, found_on[:7])
        connection.exec_driver_sql(
            "INSERT INTO finding_search (rowid, words, tags) VALUES (?, ?, ?)", (finding_id, words, tags)
        )
