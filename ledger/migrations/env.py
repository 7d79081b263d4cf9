"""Alembic's entry for its own command line: `alembic -c …` makes a revision by comparing with the schema."""

from __future__ import annotations

from alembic import context

from ledger.schema import Base

connection = context.config.attributes.get("connection")
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
