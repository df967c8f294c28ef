"""What accounts could do before there were four roles, they can do after the update."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from content import roles, triggers

BEFORE = [("content", "0002_languages")]


def migrate(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to or executor.loader.graph.leaf_nodes())
    return executor.loader.project_state(to or None).apps


@pytest.mark.data
@pytest.mark.long
def test_editors_of_before_keep_all_areas_and_all_languages(shared_database):
    triggers.remove(connection)
    before = migrate(BEFORE)
    of_before = before.get_model("auth", "User").objects
    editor, nobody = of_before.create(username="anna"), of_before.create(username="neu")
    editor.groups.set(before.get_model("auth", "Group").objects.filter(name=roles.EDITOR))

    migrate(None)
    roles.make("default")

    anna, new = (User.objects.get(pk=one.pk) for one in (editor, nobody))
    assert {role.name for role in anna.groups.all()} == {roles.EDITOR, roles.TRANSLATOR}
    assert roles.has_all_areas(anna)
    assert roles.may_translate(anna, "uk")
    assert anna.has_perm("content.change_notice")
    assert not anna.has_perm(roles.ADMINISTER)
    assert new.groups.count() == 0
