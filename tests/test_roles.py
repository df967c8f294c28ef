"""Who gets which address of the admin, and who may do what: tables, asked line by line."""

from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from content import edition, models, publishing, records, roles
from content.admin.attention.topics import TOPICS
from content.admin.preview import links
from content.published import KINDS
from content.snapshots import model_of, snapshot
from tests import drafts
from tests.accounts import account

pytestmark = pytest.mark.django_db

ACCOUNTS = [
    "nobody",  # is signed in
    "new",  # an account without a role
    "editor",  # of the area to which all here belongs
    "elsewhere",  # editor of another area
    "translator",  # into the language of the sheet
    "abroad",  # translator into another language
    "approver",
    "administrator",
    "superuser",
]
# Who may; in the order of the accounts.
MAY = {
    "anybody": "+++++++++",
    "signed-in": "-++++++++",
    "read": "--+++++++",
    "write": "--++---++",
    "keep": "--+----++",
    "translate": "----++-++",
    "into-it": "----+--++",
    "approve": "------+++",
    "administer": "-------++",
    "no-one": "---------",
}

# Whoever may gets: ok (the page, or the way on), or the number. Else 403, or the sign-in.
SITE = """
    index                       signed-in ok    signed-in ok
    app_list                    signed-in ok    signed-in ok
    attention                   signed-in ok    signed-in ok
    search                      signed-in ok    signed-in ok
    gallery                     signed-in ok    signed-in ok
    howto                       signed-in ok    signed-in ok
    login                       anybody ok      anybody ok
    logout                      anybody ok/405  anybody ok
    password_change             signed-in ok    signed-in ok
    password_change_done        signed-in ok    signed-in 405
    jsi18n                      signed-in ok    signed-in 405
    autocomplete                no-one 403      signed-in 405
    view_on_site                signed-in 404   signed-in 404
    (?P<url>.*)$                signed-in 404   signed-in 404
    <path:object_id>/           signed-in ok    signed-in ok
    site_preview                read ok         read ok
    site_preview_page           read ok         read ok
    draft_link                  anybody ok      anybody 405
    draft_link_page             anybody ok      anybody 405
    four_eyes                   administer ok   administer ok
    translations                read ok         read ok
    content_translation_change  read ok         read ok
    translations_export_all     read ok         read ok
    translations_take           translate ok    translate ok
    translations_publish        translate 405   translate ok
    translation                 read ok         into-it ok
    translation_presence        into-it 405     into-it ok
    translation_export          read ok         read ok
    translation_withdraw        into-it ok      into-it ok
    auth_user_changelist        administer ok   administer ok
    auth_user_add               administer ok   administer ok
    auth_user_change            administer ok   administer ok
    auth_user_history           administer ok   administer ok
    auth_user_delete            administer ok   administer ok
    auth_user_password_change   administer ok   administer ok
    content_openquestion_changelist  read ok    read ok
    content_openquestion_add         write ok   write ok
    content_openquestion_change      read ok    write ok
    content_openquestion_history     read ok    read ok
    content_openquestion_delete      write ok   write ok
    content_download_file       read 404        read 404
"""
# Of each kind of content.
CONTENT = """
    changelist             read ok        read ok
    add                    write ok       write ok
    change                 read ok        keep ok
    delete                 keep ok        keep ok
    history                read ok        read ok
    version                read ok        read ok
    preview                read ok        read ok
    preview_page           read ok        read ok
    preview_links          signed-in 405  keep ok
    preview_link_withdraw  signed-in 405  keep ok
    presence               write 405      write ok
    publish                keep ok        keep ok
    withdraw               keep ok        keep ok
    cancel                 keep ok        keep ok
    restore                keep ok        keep ok
    correct                keep ok        keep ok
    proposal               keep ok        keep ok
    discard                keep ok        keep ok
    revoke                 keep ok        keep ok
    take_back              keep ok        keep ok
    lay_to_rest            keep ok        keep ok
    approval               approve ok     approve ok
    approval_look          approve ok     approve ok
    approval_page          approve ok     approve ok
    countersign            approve ok     approve ok
    redact                 administer ok  administer ok
    move                   signed-in 405  keep ok
"""
# Which areas and which languages there are, the administrators say; of some there is only one.
INSTEAD = {
    ("language", "write"): "administer",
    ("language", "keep"): "administer",
    ("servicearea", "add"): "administer",
    ("servicearea", "delete"): "administer",
    ("office", "add"): "no-one",
    ("directions", "add"): "no-one",
}


def table(text):
    rows = (line.split() for line in text.strip().splitlines())
    return {name: [(get, of_get), (post, of_post)] for name, get, of_get, post, of_post in rows}


SITE, CONTENT = table(SITE), table(CONTENT)


def patterns(of=None, inside=False):
    """All patterns of the admin's addresses, however deep."""
    for one in (of or get_resolver()).url_patterns:
        within = inside or getattr(one, "namespace", None) == "admin"
        if hasattr(one, "url_patterns"):
            yield from patterns(one, within)
        elif within:
            yield one


def place(pattern):
    """The kind of content that an address is about, if any, and the name of its row."""
    name = pattern.name or str(pattern.pattern)
    for kind in KINDS:
        view = name.removeprefix(f"content_{kind}_")
        if view != name and name not in SITE:
            return kind, view
    return "", name


def expected(kind, view):
    """For each method the right and what it gives."""
    rows = CONTENT[view] if kind else SITE[view]
    return [
        (INSTEAD.get((kind, view)) or INSTEAD.get((kind, right)) or right, answer)
        for right, answer in rows
    ]


def test_every_address_of_the_admin_has_a_row_and_every_row_an_address():
    found = {place(pattern) for pattern in patterns()}

    rows = {("", name) for name in SITE} | {("notice", view) for view in CONTENT if view != "move"}
    assert rows <= found
    assert [key for key in found if key[1] not in (CONTENT if key[0] else SITE)] == []


@pytest.fixture
def office():
    """One object of each kind that belongs to one area, with all that an address can name."""
    area = drafts.create(models.ServiceArea, title="Aufenthalt", slug="aufenthalt")
    other = drafts.create(models.ServiceArea, title="Asyl", slug="asyl")
    languages = {
        code: drafts.create(models.Language, code=code, name=code) for code in ("de", "tr", "uk")
    }
    boss = User.objects.create_superuser("superuser")
    things = {
        "servicearea": area,
        "language": languages["uk"],
        "notice": drafts.notice(responsible=area),
        "service": drafts.service(responsible=area),
        "checklist": drafts.checklist("Pass", responsible=area),
        "office": drafts.office(responsible=area),
        "channel": drafts.hotline(responsible=area),
        "directions": drafts.create(models.Directions, responsible=area),
        "download": drafts.create(
            models.Download, title="Antrag", file="formulare/fehlt.pdf", responsible=area
        ),
        "page": drafts.create(models.Page, title="Seite", slug="seite", responsible=area),
        "term": drafts.create(models.Term, term="Duldung", responsible=area),
    }
    users = {
        "new": account("new"),
        "editor": account("editor", roles.EDITOR, areas=[area]),
        "elsewhere": account("elsewhere", roles.EDITOR, areas=[other]),
        "translator": account("translator", roles.TRANSLATOR, languages=["uk"]),
        "abroad": account("abroad", roles.TRANSLATOR, languages=["tr"]),
        "approver": account("approver", roles.APPROVER),
        "administrator": account("administrator", roles.ADMINISTRATOR),
        "superuser": boss,
    }
    yield SimpleNamespace(things=things, users=users)
    edition.hold(edition.Edition())


def publish(obj, by, **options):
    """As the software would, whatever the object lacks."""
    with publishing.numbering() as (number, now):
        live_from = now + options.pop("later", timedelta())
        data = records.write(snapshot(obj))
        key = publishing.key_of(obj)
        publishing.add("publish", key, number, now, live_from, by=by, data=data, **options)
    return number


def numbers(obj, by):
    """What can stand in the addresses of one object, by the name of the row."""
    kind = obj._meta.model_name
    live, coming = publish(obj, by), publish(obj, by, later=timedelta(days=1))

    def proposal(purpose, **fields):
        data = {"shape": records.current_shape(kind), "data": records.write(snapshot(obj))}
        fields |= data | {"kind": kind, "uid": obj.uid, "made_by": by, "purpose": purpose}
        return models.Proposal.objects.create(**fields).pk

    aside, waiting = proposal("aside"), proposal("approval", revision=0)
    returned = proposal("approval", revision=0, state="returned", reason="Fehlt.", decided_by=by)
    return {
        "version": live,
        "restore": live,
        "countersign": live,
        "cancel": coming,
        "revoke": 1,
        "proposal": aside,
        "discard": aside,
        "approval": waiting,
        "approval_look": waiting,
        "approval_page": waiting,
        "take_back": waiting,
        "lay_to_rest": returned,
        "preview_link_withdraw": links.make(obj, by).pk,
    }


def addresses(office, kind):
    """(view, address) of all that belongs to a kind of content, or to none."""
    boss = office.users["superuser"]
    question = models.OpenQuestion.objects.create(number="Q1", text="?")
    notice = office.things["notice"]
    translation = models.Translation.objects.create(kind="notice", uid=notice.uid, language="uk")
    thing = office.things[kind or "notice"]
    known = numbers(thing, boss)
    for one in office.things.values():
        if one != thing:
            publish(one, boss)
    # What was published can't be deleted.
    draft = {"code": "xx"} if kind == "language" else {}
    new = drafts.create(type(thing), **draft)
    if kind != "servicearea":
        new.responsible = thing.responsible or office.things["servicearea"]
        new.save()
    drafts.hold_published()
    for pattern in patterns():
        of, view = place(pattern)
        if of != kind:
            continue
        about = {
            "object_id": new if view == "delete" else thing,
            "number": known.get(view, translation.pk),
            "token": links.token(links.make(notice, boss)),
            "slug": next(iter(TOPICS)),
            "kind": "notice",
            "uid": notice.uid,
            "language": "uk",
            "name": "formulare/fehlt.pdf",
            "path": "de/",
            "step": "hoch",
            "url": "gibt-es-nicht",
            "app_label": "content",
            "content_type_id": 1,
            "id": office.users["new"].pk,
        }
        if "openquestion" in view:
            about["object_id"] = question
        if "auth_user" in view or not pattern.name:
            about["object_id"] = office.users["new"]
        about["object_id"] = about["object_id"].pk
        yield view, _address(pattern, about)


def _address(pattern, about):
    named = pattern.pattern.converters or pattern.pattern.regex.groupindex
    kwargs = {name: about[name] for name in named}
    if pattern.name:
        return reverse(f"admin:{pattern.name}", kwargs=kwargs)
    below = "" if "url" in kwargs else "auth/user/"
    return f"/admin/{below}{next(iter(kwargs.values()))}/"


def signed_in(users):
    """(account, client, the cookies with which it begins each time)"""
    for name in ACCOUNTS:
        client = Client()
        if name in users:
            client.force_login(users[name])
        yield name, client, client.cookies.output(header="", sep=";")


def answers(clients, path):
    """(account, method, status); nothing stays of what the requests did."""
    for name, client, cookies in clients:
        for method in ("GET", "POST"):
            client.cookies = SimpleCookie(cookies)
            with transaction.atomic():
                response = client.generic(method, path)
                transaction.set_rollback(True)
            to_sign_in = response.status_code == 302 and "/admin/login/" in response["Location"]
            yield name, method, "sign-in" if to_sign_in else response.status_code


def mismatches(office, kind):
    clients = list(signed_in(office.users))
    for view, path in list(addresses(office, kind)):
        wanted = dict(zip(("GET", "POST"), expected(kind, view), strict=True))
        for name, method, status in answers(clients, path):
            right, answer = wanted[method]
            if MAY[right][ACCOUNTS.index(name)] == "+":
                allowed = answer.split("/")
                fits = str(status) in allowed or ("ok" in allowed and status in (200, 302))
            else:
                fits = status == ("sign-in" if name == "nobody" else 403)
            if not fits:
                yield f"{method} {path} as {name}: {status}, not {right} {answer}"


# What kinds have in common is one code; all of them are asked where there is time for it.
RARELY = set(KINDS) - {"notice"}


@pytest.mark.parametrize(
    "kind",
    ["", *(pytest.param(k, marks=[pytest.mark.long] * (k in RARELY)) for k in KINDS)],
)
def test_every_role_at_every_address(office, kind):
    assert list(mismatches(office, kind)) == []


# --- Permissions


def test_what_each_role_may_do_with_each_kind_of_content(office):
    """The same in the rights of the admin's classes, without a request; so for all kinds."""
    wanted = {"add": "write", "view": "read", "change": "keep", "delete": "keep"}
    found = []
    for kind, obj in office.things.items():
        model_admin = admin.site.get_model_admin(model_of(kind))
        for verb, right in wanted.items():
            right = INSTEAD.get((kind, verb)) or INSTEAD.get((kind, right)) or right
            may = "-" + "".join(_may(model_admin, verb, office.users[n], obj) for n in ACCOUNTS[1:])
            if may != MAY[right]:
                found.append(f"{verb} {kind}: {may}, not {MAY[right]}")

    assert found == []


def _may(model_admin, verb, user, obj):
    request = RequestFactory().get("/")
    request.user = user
    args = [request] if verb == "add" else [request, obj]
    return "+" if getattr(model_admin, f"has_{verb}_permission")(*args) else "-"


PERMISSIONS = {
    "approve_proposal": "approve",
    "publish_alone": "administer",
    "redact_publication": "administer",
    "change_foureyes": "administer",
    "change_user": "administer",
    "view_user": "administer",
    "change_translation": "translate",
    "view_translation": "read",
    "change_language": "administer",
    "add_servicearea": "administer",
    "change_servicearea": "write",
    "change_notice": "write",
    "view_notice": "read",
    "change_openquestion": "write",
    "change_publication": "administer",
    "change_profile": "administer",
}


def test_each_permission_is_in_the_roles_that_it_was_meant_for(office):
    found = {}
    for codename in PERMISSIONS:
        permission = Permission.objects.select_related("content_type").get(codename=codename)
        name = f"{permission.content_type.app_label}.{codename}"
        signs = ("+" if office.users[one].has_perm(name) else "-" for one in ACCOUNTS[1:])
        found[codename] = "-" + "".join(signs)

    assert found == {codename: MAY[right] for codename, right in PERMISSIONS.items()}
