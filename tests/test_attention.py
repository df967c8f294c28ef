"""What the front page asks for beside what tests/test_admin_look.py holds: each of its topics."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from content import approving, edition, hours, models, translating
from content.admin.attention import comparing
from content.admin.attention.desk import Desk
from content.admin.attention.topics import found
from content.admin.attention.upkeep import last_backup
from content.approving import Wish
from content.edition import Edition
from content.models import Proposal, Publication
from content.publishing import publish
from content.translating import Entry
from tests import drafts
from tests.desk import address, text_of
from tests.drafts import hold_published

pytestmark = pytest.mark.django_db

HALF_A_YEAR = timedelta(days=184)


@pytest.fixture(autouse=True)
def nothing_public():
    edition.hold(Edition())
    yield
    edition.hold(Edition())


def colleague(name, **options):
    return User.objects.create_user(name, is_staff=True, is_superuser=True, **options)


def told(user, now=None):
    """The lines of somebody's front page: of each topic what it names."""
    return {item.slug: [str(row) for row in item.rows] for item in found(Desk(user, now))}


def written_by(user, **fields):
    notice = drafts.notice(**fields)
    models.Contribution.objects.create(kind="notice", uid=notice.uid, revision=1, user=user)
    notice.revision, notice.changed_by = 1, user
    notice.save()
    return notice


# --- Drafts


def test_own_drafts_and_those_of_others_are_two_topics():
    me, other = colleague("ich"), colleague("kollegin")
    written_by(me, title="Von mir")
    written_by(other, title="Von ihr", slug="von-ihr")

    lines = told(me)

    assert lines["meine-entwuerfe"] == ["Von mir: noch nie veröffentlicht"]
    assert lines["andere-entwuerfe"] == ["Von ihr: noch nie veröffentlicht, kollegin"]


def test_what_was_changed_and_changed_back_is_no_unpublished_change():
    me = colleague("ich")
    notice = written_by(me, title="Aufnahme")
    publish(notice, confirmed=True)
    hold_published()
    for title in ("Anders", "Aufnahme"):
        notice.title, notice.revision = title, notice.revision + 1
        notice.save()

    assert told(me) == {}


def test_draft_that_went_on_after_it_was_laid_before_somebody_is_unpublished_once_that_is_public():
    """It was saved before the publication, which is of an earlier revision."""
    me, other = colleague("ich"), colleague("kollegin")
    notice = written_by(me, title="Vorgelegt")
    proposal = approving.propose(notice, by=me, wish=Wish(confirmed=True))
    notice.title, notice.revision = "Weiter geschrieben", 2
    notice.save()
    approving.approve(proposal, by=other)
    hold_published()

    assert told(me)["meine-entwuerfe"] == ["Weiter geschrieben: geändert"]


def test_more_kinds_than_one_look_compares_are_all_right_at_the_next(django_assert_max_num_queries):
    me = colleague("ich")
    saved_again = [
        drafts.notice(),
        drafts.service(),
        drafts.checklist("Pass"),
        drafts.hotline(),
        drafts.german(),
        models.Directions.objects.create(title="Anfahrt"),
    ]
    for obj in saved_again:
        publish(obj)
        obj.save()
    hold_published()

    with django_assert_max_num_queries(comparing.QUERIES + 1):
        first = len(Desk(me).unpublished)
    looks = [first, *(len(Desk(me).unpublished) for _ in range(3))]

    assert looks == sorted(looks, reverse=True)
    assert (looks[0] > 0, looks[-1]) == (True, 0)


def test_draft_that_was_set_aside_leads_to_the_history_where_it_can_be_taken_up():
    me = colleague("ich")
    notice = drafts.notice(title="Aufnahme")
    publish(notice, confirmed=True)
    hold_published()
    data = Publication.objects.get().data
    Proposal.objects.create(kind="notice", uid=notice.uid, data=data, made_by=me)

    [item] = found(Desk(me))

    assert (item.slug, item.url) == ("zurueckgelegt", address(notice, "history"))


# --- Four eyes


def test_proposal_waits_on_the_page_of_who_may_approve_it_and_of_its_writer_in_other_words():
    writer, approver = colleague("schreibt"), colleague("gibt-frei")
    approving.propose(written_by(writer, title="Aufnahme"), by=writer, wish=Wish())

    for_writer, for_approver = told(writer), told(approver)

    assert list(for_writer) == ["meine-vorschlaege"]
    assert list(for_approver) == ["freizugeben"]
    assert for_approver["freizugeben"][0].startswith("Aufnahme: von schreibt, ")


def test_writer_is_told_why_a_proposal_came_back_until_it_is_laid_before_somebody_again():
    writer, approver = colleague("schreibt"), colleague("gibt-frei")
    notice = written_by(writer, title="Aufnahme")
    proposal = approving.propose(notice, by=writer, wish=Wish())
    approving.send_back(proposal, by=approver, reason="Das Datum fehlt.")
    came_back = told(writer), told(approver)
    approving.propose(notice, by=writer, wish=Wish())

    mine, others = came_back
    assert mine["zurueckgegeben"] == ["Aufnahme: gibt-frei schreibt: „Das Datum fehlt.“"]
    assert "zurueckgegeben" not in others
    assert list(told(writer)) == ["meine-vorschlaege"]


def test_what_was_published_alone_stays_on_everybodys_page_until_somebody_signs(client):
    writer = colleague("schreibt")
    notice = drafts.notice(title="Aufnahme")
    models.FourEyes.objects.create(kind="notice")
    publication = publish(notice, confirmed=True, by=writer, alone_reason="Niemand im Haus")
    hold_published()
    viewer = User.objects.create_user("sieht-nur", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_notice"))

    before = told(viewer)
    models.Countersignature.objects.create(
        publication=publication, made_by=writer, signed_by=colleague("zeichnet")
    )

    [line] = before["ohne-freigabe"]
    assert (line.startswith("Aufnahme: schreibt, "), line.endswith(": Niemand im Haus")) == (
        True,
        True,
    )
    assert "ohne-freigabe" not in told(viewer)


# --- Facts


def test_content_confirmed_half_a_year_ago_is_to_be_looked_at_again():
    me, now = colleague("ich"), timezone.now()
    old, new = drafts.notice(title="Alt"), drafts.notice(title="Neu", slug="neu")
    publish(old, confirmed=True, now=now - HALF_A_YEAR)
    publish(new, confirmed=True, now=now - HALF_A_YEAR + timedelta(days=2))
    models.Notice.objects.update(changed_at=now - HALF_A_YEAR)
    hold_published()

    when = timezone.localtime(now - HALF_A_YEAR)
    assert told(me)["lange-her"] == [f"Alt: zuletzt am {when:%d.%m.%Y}"]


def test_sections_without_text_are_told_of_drafts_too():
    page = models.Page.objects.create(title="Impressum", slug="impressum")
    for heading in ("Vertretung", "Aufsicht"):
        models.PageSection.objects.create(page=page, heading=heading)

    assert told(colleague("ich"))["leere-abschnitte"] == ["Impressum: Vertretung, Aufsicht"]


# --- Languages


@pytest.fixture
def ukrainian():
    language = models.Language.objects.create(code="uk", name="Українська", ready=True)
    notice = drafts.notice(title="Aufnahme", summary="Alt.")
    for obj in (drafts.german(), language, notice):
        publish(obj, confirmed=True)
    entry = Entry(f"{notice.uid}.summary", "Alt.", "Старе.")
    translating.publish(translating.save(("notice", notice.uid), "uk", [entry]))
    notice.summary = "Neu."
    notice.save()
    publish(notice, confirmed=True)
    hold_published()
    return language


def test_stale_and_missing_translations_lead_to_the_overview_with_its_filter(ukrainian):
    items = {item.slug: item for item in found(Desk(colleague("ich")))}

    overview = reverse("admin:translations")
    assert {slug: (str(item.rows[0]), item.url) for slug, item in items.items()} == {
        "veraltete-uebersetzungen": (
            "\u2068Українська\u2069: 1 Text",
            f"{overview}?sprache=uk&stand=stale",
        ),
        "fehlende-uebersetzungen": (
            "\u2068Українська\u2069: 1 Text",
            f"{overview}?sprache=uk&stand=missing",
        ),
    }


def test_translator_is_told_only_of_the_own_languages(ukrainian):
    translator = User.objects.create_user("uebersetzt", is_staff=True)
    translator.user_permissions.add(Permission.objects.get(codename="change_translation"))
    profile = models.Profile.objects.create(user=translator)
    nothing = told(translator)

    profile.languages.add(ukrainian)

    again = told(User.objects.get(pk=translator.pk))
    assert (nothing, list(again)) == ({}, ["veraltete-uebersetzungen", "fehlende-uebersetzungen"])


# --- What commands have found out


def test_link_is_reported_at_the_text_that_leads_there_after_three_days():
    me, now = colleague("ich"), timezone.now()
    link = '<p><a href="https://example.org/weg">Antrag</a></p>'
    publish(drafts.notice(title="Aufnahme", body=link), confirmed=True)
    hold_published()
    known = {"address": "https://example.org/weg", "checked_at": now, "answer": "404"}
    checked = models.CheckedLink.objects.create(**known, failures=2, failed_on=now.date())
    second_day = told(me)

    checked.failures = 3
    checked.save()

    assert second_day == {}
    assert told(me) == {"links": ["Aufnahme: https://example.org/weg antwortet nicht: 404"]}


FINE = "Letzte Sicherung: 23.11.2026, 3.00 Uhr, vollständig"


@pytest.mark.parametrize(
    ("days_ago", "complete", "line", "slugs"),
    [(0, True, FINE, []), (0, False, "", ["sicherung"]), (4, True, "", ["sicherung"])],
)
def test_last_backup_is_a_quiet_line_when_fine_and_urgent_when_not(days_ago, complete, line, slugs):
    night = datetime(2026, 11, 23, 3, tzinfo=hours.ZONE)
    models.Backup.objects.create(made_at=night - timedelta(days=days_ago), complete=complete)
    desk = Desk(colleague("ich"), night + timedelta(hours=9))

    assert (last_backup(desk), [item.slug for item in found(desk)]) == (line, slugs)


def test_link_to_a_page_of_this_site_that_is_not_there_is_told_at_once():
    body = '<p><a href="/de/hinweise/gibt-es-nicht/">Mehr</a></p>'
    for obj in (drafts.german(), drafts.notice(title="Aufnahme", body=body)):
        publish(obj, confirmed=True)
    hold_published()

    assert told(colleague("ich")) == {
        "links": ["Aufnahme: /de/hinweise/gibt-es-nicht/ führt zu keiner öffentlichen Seite"]
    }


# --- The page


def test_public_notices_stand_on_the_front_page_with_the_way_to_their_forms(admin_client, live):
    page = BeautifulSoup(admin_client.get("/admin/").content, "html.parser")

    section = page.select_one("section[aria-labelledby=notices]")
    assert section.select_one("li a")["href"] == address(live.notice)
    assert section.select_one(".more a")["href"] == reverse("admin:content_notice_add")


def test_what_has_time_is_counted_and_not_named(admin_client):
    publish(drafts.notice(title="Aufnahme"))
    hold_published()

    page = BeautifulSoup(admin_client.get("/admin/").content, "html.parser")

    line = page.select_one(".sometime").get_text(" ", strip=True)
    assert line == "1 Inhalt ist öffentlich, aber nicht bestätigt"
    assert page.select_one(".attention").get_text(" ", strip=True) == (
        "✓ Nichts Dringendes. Was unten steht, hat Zeit."
    )


@pytest.mark.parametrize(
    ("codenames", "words"),
    [
        ([], "Ihr Konto darf noch keine Inhalte sehen."),
        (["view_notice"], "Nichts zu tun bei dem, was Ihr Konto sehen darf."),
    ],
)
def test_nothing_to_do_says_no_more_than_the_account_can_know(client, codenames, words):
    drafts.service(title="Entwurf, den dieses Konto nicht sieht")
    user = User.objects.create_user("neu", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)

    assert words in text_of(client.get("/admin/"), ".attention")
