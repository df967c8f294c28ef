#!/bin/sh
# backup-sqlite.sh DIRECTORY: a backup of a site with SQLite, while it runs. As the account of the
# site, with its variables, in its directory. To restore: stop the site, copy the two back into
# DATA_DIR, remove db.sqlite3-wal and db.sqlite3-shm there, start the site.
set -eu
umask 077
data=${DATA_DIR:-var}
test -f "$data/db.sqlite3"  # sqlite3 would make an empty one
media=${MEDIA_DIR:-$data/media}
# Before the first upload there is none yet; storage that is not mounted must be noticed.
[ -n "${MEDIA_DIR:-}" ] || mkdir -p "$media"
mkdir -p "$1/media"
# First the database, then the files: each file that it names is there already.
sqlite3 "$data/db.sqlite3" ".timeout 10000" ".backup '$1/db.sqlite3'"
cp -R -p "$media/." "$1/media/"
# Only when all of it has gone well: then the admin's front page tells the date.
.venv/bin/python manage.py note_backup --note "SQLite und Dateien"
