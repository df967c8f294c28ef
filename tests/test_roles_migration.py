"""What the update to four roles keeps: what accounts could do, and who was writing."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from content import contributing, roles, triggers

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


@pytest.mark.data
@pytest.mark.long
def test_who_was_writing_before_the_update_does_not_approve_it_afterwards(shared_database):
    triggers.remove(connection)
    before = migrate(BEFORE)
    anna = before.get_model("auth", "User").objects.create(username="anna")
    notices = before.get_model("content", "Notice").objects
    public, draft = (
        notices.create(title=name, slug=name, revision=3, changed_by=anna) for name in ("a", "b")
    )
    then = {"made_at": public.changed_at, "live_from": public.changed_at}
    before.get_model("content", "Publication").objects.create(
        number=1, action="publish", kind="notice", uid=public.uid, data="{}", **then
    )

    migrate(None)

    assert contributing.writers("notice", draft.uid, 3) == [User.objects.get()]
    assert contributing.writers("notice", public.uid, 3) == []
