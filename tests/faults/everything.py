"""All faults, in the order of the table."""

from tests.faults import database, disk, publishing, restore, schedule, workers

FAULTS = [
    database.killed,
    database.hung,
    database.killed_before_start,
    database.hung_before_start,
    workers.killed,
    workers.replaced_gently,
    workers.replaced_gently,
    publishing.a_notice,
    publishing.what_every_page_shows,
    schedule.starts_and_ends,
    restore.older_database,
    restore.numbers_given_anew,
    disk.with_sqlite,
    disk.beside_postgres,
]
FULL = 25.0  # seconds of each; the load goes on a little longer

# What the tests break, each for SHORT seconds: of those that are alike the harder one, and what no
# other test tries (tests/test_watcher.py kills and restores, tests/test_copy_on_disk.py fills).
ONLY_FULL = {
    database.killed,
    database.killed_before_start,
    workers.killed,
    workers.replaced_gently,
    disk.beside_postgres,
    restore.older_database,
    publishing.what_every_page_shows,
    restore.numbers_given_anew,
}
BRIEFLY = [fault for fault in FAULTS if fault not in ONLY_FULL]
SHORT = 1.0


def name(fault):
    return f"{fault.__module__.rpartition('.')[2]} {fault.__name__}".replace("_", " ")
