"""The database itself keeps publications append-only, whoever asks it to change one."""

TABLE = "content_publication"
MESSAGE = "Publications are never changed or deleted."

SQLITE = {
    f"{TABLE}_{event}": f"""
        CREATE TRIGGER IF NOT EXISTS {TABLE}_{event} BEFORE {event} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for event in ("update", "delete")
}

POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
POSTGRESQL = f"""
    CREATE OR REPLACE TRIGGER {TABLE}_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()"""


def install(connection) -> None:
    """Wherever the table is; as often as one likes."""
    if TABLE not in connection.introspection.table_names():
        return
    statements = (
        [POSTGRESQL_FUNCTION, POSTGRESQL]
        if connection.vendor == "postgresql"
        else list(SQLITE.values())
    )
    _execute(connection, statements)


def remove(connection) -> None:
    statements = (
        [f"DROP TRIGGER IF EXISTS {TABLE}_append_only ON {TABLE}"]
        if connection.vendor == "postgresql"
        else [f"DROP TRIGGER IF EXISTS {name}" for name in SQLITE]
    )
    _execute(connection, statements)


def _execute(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
