"""Models and shapes fit each other, and the database refuses nonsense."""

from datetime import date, time

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import CASCADE, PROTECT, ForeignKey

from content import anatomy, initial_content, models, published
from content.models.base import german_slug
from content.models.fields import sanitize
from content.snapshots import load, model_of, snapshot
from tests import drafts
from tests.drafts import HOUR, NOON

STAFF_ONLY = {"id", "source_note", "responsible", "revision", "changed_at", "changed_by"}
OF_PARTS = {"id", "position"}


def field_names(model):
    kept = [
        field for field in model._meta.get_fields() if not (field.auto_created and field.concrete)
    ]
    return {field.name for field in kept if not is_backward_reference(field)}


def is_backward_reference(field):
    """Other objects that point here; parts point here too, and are fields of the shape."""
    return field.auto_created and not issubclass(field.related_model, models.base.Part)


@pytest.mark.parametrize("kind", published.KINDS)
def test_each_field_of_a_model_is_in_its_shape_or_for_staff_only(kind):
    shape = {slot.name for slot in anatomy.slots(published.KINDS[kind])}

    assert field_names(model_of(kind)) - STAFF_ONLY == shape


@pytest.mark.parametrize(
    ("kind", "slot"),
    [
        (kind, slot)
        for kind, concept in published.KINDS.items()
        for slot in anatomy.slots(concept)
        if slot.part
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_each_field_of_a_part_is_in_its_shape(kind, slot):
    relation = model_of(kind)._meta.get_field(slot.name)
    shape = {inner.name for inner in anatomy.slots(slot.part)}

    own = field_names(relation.related_model) - {relation.remote_field.name}
    assert own - OF_PARTS == shape


@pytest.mark.django_db
@pytest.mark.data
def test_loading_a_snapshot_and_taking_it_again_changes_nothing():
    created = initial_content.create_missing("de")
    before = [snapshot(obj) for obj in created]

    for obj, thing in zip(created, before, strict=True):
        load(obj, thing)

    again = [snapshot(type(obj).objects.get(pk=obj.pk)) for obj in created]
    assert len(again) > 30
    assert again == before


@pytest.mark.django_db
@pytest.mark.data
@pytest.mark.parametrize(
    ("constraint", "create"),
    [
        (
            "notice_ends_after_it_starts",
            lambda: drafts.notice(starts_at=NOON + HOUR, ends_at=NOON),
        ),
        (
            "opening_rule_closes_after_it_opens",
            lambda: drafts.hotline().rules.create(weekday=5, opens=time(12), closes=time(12)),
        ),
        (
            "opening_rule_has_a_day_of_the_week",
            lambda: drafts.hotline().rules.create(weekday=7, opens=time(8), closes=time(12)),
        ),
        (
            "hours_exception_ends_on_or_after_its_first_day",
            lambda: drafts.hotline().exceptions.create(
                first=date(2026, 5, 2), last=date(2026, 5, 1)
            ),
        ),
        (
            "hours_exception_that_opens_has_hours",
            lambda: drafts.hotline().exceptions.create(
                first=date(2026, 5, 1), last=date(2026, 5, 1), effect="open", opens=time(8)
            ),
        ),
        ("fee_is_not_negative", lambda: drafts.service().fees.create(amount=-1)),
        (
            "checklist_item_is_asked_for_once_or_more",
            lambda: drafts.checklist().items.create(name="Foto", copies=0),
        ),
        (
            "checklist_item_may_be_a_month_old",
            lambda: drafts.checklist().items.create(name="Foto", max_age_months=0),
        ),
        (
            "publication_is_live_from_its_making_on",
            lambda: models.Publication.objects.create(
                number=1, action="withdraw", kind="notice", uid="n", made_at=NOON,
                live_from=NOON - HOUR,
            ),
        ),
        (
            "only_what_is_published_has_data",
            lambda: models.Publication.objects.create(
                number=1, action="publish", kind="notice", uid="n", made_at=NOON, live_from=NOON
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_database_refuses(constraint, create):
    with pytest.raises(IntegrityError, match=constraint):
        create()


@pytest.mark.django_db
def test_address_comes_from_the_title_with_its_umlauts_written_out():
    assert drafts.service(title="Größe & Übertragung", slug="").slug == "groesse-uebertragung"


def test_address_from_a_title_may_be_an_address():
    slug = german_slug("Antrag_B – Ägypten / 2.0 _")

    assert slug == "antrag-b-aegypten-20"
    assert models.Service._meta.get_field("slug").clean(slug, None) == slug


@pytest.mark.parametrize("slug", ["Aufnahme", "a_b", "-a", "a-", "a--b", "ä", "a\n"])
def test_address_of_other_characters_is_refused(slug):
    with pytest.raises(ValidationError, match="besteht aus kleinen Buchstaben"):
        models.Service._meta.get_field("slug").clean(slug, None)


# --- Rich text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Gut</p><script>alert(1)</script>", "<p>Gut</p>"),
        ('<p onclick="x()" style="color:red">Gut</p>', "<p>Gut</p>"),
        ('<p><a href="javascript:alert(1)">weg</a></p>', "<p><a>weg</a></p>"),
        ('<p><a href="//fremd.example">weg</a></p>', "<p><a>weg</a></p>"),
        ('<p><a href="/\\fremd.example">weg</a></p>', "<p><a>weg</a></p>"),
        ('<p><a href=" /\t/fremd.example">weg</a></p>', "<p><a>weg</a></p>"),
        ('<p><a href="/de/kontakt/">hier</a></p>', '<p><a href="/de/kontakt/">hier</a></p>'),
        ("<h1>Titel</h1><h3>Titel</h3>", "Titel<h3>Titel</h3>"),
        ("<p></p>", ""),
        ("<ul>\n <li>eins</li>\n</ul>\n", "<ul><li><p>eins</p></li></ul>"),
    ],
)
def test_rich_text_is_sanitised(dirty, clean):
    assert sanitize(dirty) == clean


@pytest.mark.django_db
def test_rich_text_is_sanitised_on_every_save():
    notice = drafts.notice(body='<p>Gut<img src="x" onerror="alert(1)"></p>')

    assert models.Notice.objects.get(pk=notice.pk).body == "<p>Gut</p>"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//fremd.example", "data:text/html,x"])
def test_forbidden_link_is_named_in_the_message(address):
    field = models.Notice._meta.get_field("body")

    with pytest.raises(ValidationError, match="ist nicht erlaubt") as refusal:
        field.clean(f'<p><a href="{address}">x</a></p>', None)

    assert address in refusal.value.messages[0]


def test_text_that_is_too_long_is_refused_with_what_to_do():
    with pytest.raises(ValidationError, match=r"50\.012 Zeichen .* verteilen Sie ihn"):
        models.Notice._meta.get_field("body").clean("<p>" + "a " * 25_002 + "</p>\n", None)


@pytest.mark.parametrize("address", ["{telefon:hotline}", "/de/&#123;e-mail:amt}"])
def test_quoted_fact_is_refused_as_the_address_of_a_link(address):
    field = models.Notice._meta.get_field("body")
    html = f'<p><a href="{address}">x</a></p>'

    with pytest.raises(ValidationError, match="nicht die Adresse eines Links"):
        field.clean(html, None)
    assert sanitize(html) == "<p><a>x</a></p>"


@pytest.mark.parametrize("phone", ["0 21 51 / 86-2333", "+49 (2151) 86 23 33", ""])
def test_phone_number_may_be_written_in_many_ways(phone):
    assert models.Channel._meta.get_field("phone").clean(phone, None) == phone


@pytest.mark.parametrize("phone", ["<img src=x> 0 12 34", "bitte fragen", "0 12 34\n", "٠١٢٣"])
def test_phone_number_of_other_characters_is_refused(phone):
    with pytest.raises(ValidationError, match="besteht aus Ziffern"):
        models.Channel._meta.get_field("phone").clean(phone, None)


def test_only_parts_go_with_their_object_and_every_other_reference_protects_its_target():
    parts = models.base.Part, models.TranslatedText
    of_accounts = models.OneTimePassword, models.Presence, models.Profile
    foreign_keys = [
        (issubclass(model, parts), field.remote_field.on_delete)
        for model in apps.get_app_config("content").get_models()
        if not issubclass(model, of_accounts)
        for field in model._meta.fields
        if isinstance(field, ForeignKey)
    ]

    assert {on_delete for is_part, on_delete in foreign_keys if not is_part} == {PROTECT}
    assert {on_delete for is_part, on_delete in foreign_keys if is_part} == {CASCADE, PROTECT}
