#!/bin/sh
# backup-postgresql.sh DIRECTORY: a backup of a site with PostgreSQL, while it runs. As the account of
# the site, with its variables, in its directory. To restore into an empty database: stop the site,
# pg_restore --no-owner --dbname "$DATABASE_URL" DIRECTORY/database, copy media back, start the site.
set -eu
umask 077
media=${MEDIA_DIR:-${DATA_DIR:-var}/media}
# Before the first upload there is none yet; storage that is not mounted must be noticed.
[ -n "${MEDIA_DIR:-}" ] || mkdir -p "$media"
mkdir -p "$1/media"
# First the database, then the files: each file that it names is there already.
pg_dump --format=custom --no-owner --file "$1/database" "$DATABASE_URL"
cp -R -p "$media/." "$1/media/"
# Only when all of it has gone well: then the admin's front page tells the date.
.venv/bin/python manage.py note_backup --note "PostgreSQL und Dateien"
