"""The history of the schema, applied in order when books are opened."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection

from ledger import guards
from ledger.dialect import begin_writing


def upgrade(connection: Connection) -> None:
    """Bring the books on this connection to the present schema and put the guards in place.

    All or nothing.
    """
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> list[object]:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type, return-value]

    begin_writing(connection)
    with connection.begin(), EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        environment.run_migrations()
        guards.install(connection)
