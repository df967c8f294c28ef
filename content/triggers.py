"""What the database itself keeps, whoever asks it: what was published, what was redacted and who
has written stays as it is; what needs four eyes was seen by four.
"""

from content.models import Contribution, Publication, Redaction

PUBLICATION, REDACTION, CONTRIBUTION = (
    model._meta.db_table for model in (Publication, Redaction, Contribution)
)
UNCHANGED = "Publications are never changed or deleted."
KEPT = {
    PUBLICATION: UNCHANGED,
    REDACTION: "Redactions are never changed or deleted.",
    CONTRIBUTION: "Contributions are never changed or deleted.",
}
UNAPPROVED = "This kind of content is published with the approval of somebody else."
OWN_WORK = "Nobody approves what they have written themselves."

# A redaction changes these, to what it says itself.
REDACTED = ("data", "note", "alone_reason")


def _same(distinct: str) -> str:
    """That only what a redaction says is another."""
    columns = [field.column for field in Publication._meta.concrete_fields]
    others = [f"NEW.{name} {distinct} OLD.{name}" for name in columns if name not in REDACTED]
    said = [f"said.{name} = NEW.{name}" for name in REDACTED]
    something = " OR ".join(f"said.{name} > ''" for name in REDACTED)
    return (
        f"EXISTS (SELECT 1 FROM {REDACTION} AS said WHERE said.publication_id = OLD.number "
        f"AND {' AND '.join(said)} AND ({something})) AND {' AND '.join(others)}"
    )


def _emptied(distinct: str) -> str:
    """That a redaction only ceases to say what its publication now says itself: the next one may
    take more words out, and they must not stay here.
    """
    columns = [field.column for field in Redaction._meta.concrete_fields]
    same = [f"NEW.{name} {distinct} OLD.{name}" for name in columns if name not in REDACTED]
    return " AND ".join([*same, *(f"NEW.{name} = ''" for name in REDACTED)])


# The only changes, to rows of these tables.
ALLOWED = {PUBLICATION: _same, REDACTION: _emptied}

WITHOUT_FOUR_EYES = """
    NEW.action IN ('publish', 'withdraw') AND NEW.language = 'de' AND NOT NEW.four_eyes
    AND NEW.made_by_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM content_foureyes AS rule WHERE rule.kind = NEW.kind)"""
HAS_WRITTEN_IT = f"""
    EXISTS (
        SELECT 1 FROM {CONTRIBUTION} AS mine
        WHERE mine.kind = NEW.kind AND mine.uid = NEW.uid AND mine.user_id = NEW.approved_by_id
        AND mine.revision <= COALESCE(NEW.revision, mine.revision)
        AND mine.revision > COALESCE(
            (SELECT MAX(earlier.revision) FROM {PUBLICATION} AS earlier
             WHERE earlier.kind = NEW.kind AND earlier.uid = NEW.uid AND earlier.language = 'de'
             AND earlier.action = 'publish'
             AND earlier.revision <= COALESCE(NEW.revision, earlier.revision)), -1))"""


def _on_sqlite(table: str, event: str, name: str, when: str, message: str) -> str:
    return f"""
        CREATE TRIGGER IF NOT EXISTS {table}_{name} BEFORE {event} ON {table} WHEN {when}
        BEGIN SELECT RAISE(ABORT, '{message}'); END"""


def _sqlite() -> list[str]:
    kept = [
        _on_sqlite(table, event, event, "1", message)
        for table, message in KEPT.items()
        for event in ("update", "delete")
        if event == "delete" or table == CONTRIBUTION
    ]
    changes = [
        _on_sqlite(table, "update", "update", f"NOT ({allowed('IS')})", KEPT[table])
        for table, allowed in ALLOWED.items()
    ]
    return [
        *kept,
        *changes,
        _on_sqlite(PUBLICATION, "insert", "four_eyes", WITHOUT_FOUR_EYES, UNAPPROVED),
        _on_sqlite(PUBLICATION, "insert", "own_work", HAS_WRITTEN_IT, OWN_WORK),
    ]


def _function(name: str, body: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN {body} END $$"""


def _refusal(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


def _on_postgresql(table: str, event: str, name: str, each: str) -> str:
    return f"""
        CREATE OR REPLACE TRIGGER {table}_{name} BEFORE {event} ON {table}
        FOR EACH {each} EXECUTE FUNCTION {table}_{name}()"""


def _postgresql() -> list[str]:
    statements = []
    for table, message in KEPT.items():
        events = "DELETE OR TRUNCATE" if table in ALLOWED else "UPDATE OR DELETE OR TRUNCATE"
        statements += [
            _function(f"{table}_append_only", _refusal(message)),
            _on_postgresql(table, events, "append_only", "STATEMENT"),
        ]
    for table, allowed in ALLOWED.items():
        refused = f"IF NOT ({allowed('IS NOT DISTINCT FROM')}) THEN {_refusal(KEPT[table])} END IF;"
        statements += [
            _function(f"{table}_unchanged", f"{refused} RETURN NEW;"),
            _on_postgresql(table, "UPDATE", "unchanged", "ROW"),
        ]
    return [
        *statements,
        _function(
            f"{PUBLICATION}_four_eyes",
            f"IF {WITHOUT_FOUR_EYES} THEN {_refusal(UNAPPROVED)} END IF; "
            f"IF {HAS_WRITTEN_IT} THEN {_refusal(OWN_WORK)} END IF; RETURN NEW;",
        ),
        _on_postgresql(PUBLICATION, "INSERT", "four_eyes", "ROW"),
    ]


NAMES = ["update", "delete", "append_only", "unchanged", "four_eyes", "own_work"]


def install(connection) -> None:
    """Wherever the tables are; as often as one likes."""
    if _tables(connection) == list(KEPT):
        _execute(connection, _postgresql() if connection.vendor == "postgresql" else _sqlite())


def remove(connection) -> None:
    """Before the tables change: SQLite alters none while a trigger names one that is gone."""
    on = " ON {}" if connection.vendor == "postgresql" else ""
    _execute(
        connection,
        [
            f"DROP TRIGGER IF EXISTS {table}_{name}{on.format(table)}"
            for table in _tables(connection)
            for name in NAMES
        ],
    )


def _tables(connection) -> list[str]:
    known = connection.introspection.table_names()
    return [table for table in KEPT if table in known]


def _execute(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
