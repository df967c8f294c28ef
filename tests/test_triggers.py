"""The database keeps publications append-only, whatever migrations do to their table."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, models

from content.models import Publication
from content.publishing import publish
from tests import drafts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.data]


def alter_a_field():
    old = Publication._meta.get_field("note")
    new = models.CharField(max_length=400, blank=True)
    new.set_attributes_from_name("note")
    new.model = Publication
    with connection.schema_editor() as editor:
        editor.alter_field(Publication, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(Publication, new, old)


def test_publications_are_never_changed_after_a_migration_that_alters_their_table(
    shared_database,
):
    publish(drafts.notice())

    alter_a_field()
    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match="never changed"):
        Publication.objects.update(note="anders")


def test_all_migrations_can_be_taken_back(shared_database):
    call_command("migrate", "content", "zero", verbosity=0)
    without = connection.introspection.table_names()
    call_command("migrate", verbosity=0)

    publish(drafts.notice())
    with pytest.raises(DatabaseError, match="never changed"):
        Publication.objects.all().delete()
    assert "content_publication" not in without
