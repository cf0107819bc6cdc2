"""SQL that lives in files beside its app (roles, policies, triggers), loaded by a migration."""

from pathlib import Path

from django.db.migrations import RunSQL


def run_file(app_folder: str, name: str) -> RunSQL:
    """A migration step that runs `<app>/sql/<name>.sql`; walls are dropped with their tables, so it has no way back.

    `app_folder` is `__file__` of the migration.
    """
    text = (Path(app_folder).parent.parent / "sql" / f"{name}.sql").read_text()
    return RunSQL([(text, None)], RunSQL.noop)
