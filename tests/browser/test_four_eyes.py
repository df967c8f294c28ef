"""Four eyes on a phone: what is laid before somebody is looked at, sent back, approved."""

import pytest

PHONE = {"width": 390, "height": 800}
PROPOSE = """
from django.contrib.auth.models import User
from content import contributing, publishing
from content.approving import Wish, propose
from content.models import FourEyes, Notice
FourEyes.objects.create(kind="notice")
anna = User.objects.create_user("anna", is_staff=True)
notice = Notice.objects.get(uid="fotos-nur-digital")
notice.title = "Zurückgelegt"
notice.save()
publishing.set_aside(notice, by=anna)
notice.title = "Fotos: nur noch digital"
contributing.note(notice, anna)
notice.save()
print(propose(notice, by=anna, wish=Wish(note="Wie besprochen")).pk, notice.pk)
"""


@pytest.fixture
def proposed(fresh_site):
    """The address of a notice of which a change waits for approval."""
    *_, number, notice = fresh_site.manage("shell", "-v0", "-c", PROPOSE).split()
    return f"{fresh_site.url}/admin/content/notice/{notice}/", number


def looks(page, violations):
    width = page.evaluate("document.documentElement.scrollWidth")
    return page.url.partition("/admin/")[2], width, violations(page)


def test_way_of_the_approver_fits_a_phone_and_axe_finds_nothing(staff_page, proposed, violations):
    notice, number = proposed
    staff_page.set_viewport_size(PHONE)
    seen = []

    staff_page.goto(f"{notice}change/")
    staff_page.get_by_role("link", name="Ansehen und entscheiden").click()
    staff_page.get_by_role("button", name="Zurückgeben").click()
    told = staff_page.locator(".errorlist").inner_text()
    seen.append(looks(staff_page, violations))
    staff_page.get_by_role("link", name="Vorschau genau dieses Standes").click()
    shown = staff_page.frame_locator("iframe").locator("h1").inner_text()
    staff_page.get_by_role("link", name="Zurück zur Freigabe").click()
    staff_page.get_by_role("button", name="Freigeben und veröffentlichen").click()
    published = staff_page.locator(".messagelist").inner_text()
    for page in (f"freigabe/{number}/", "history/", "entwuerfe/1/", "veroeffentlichen/"):
        staff_page.goto(notice + page)
        seen.append(looks(staff_page, violations))
    staff_page.get_by_text("Im Notfall ohne Freigabe veröffentlichen").click()
    staff_page.get_by_role("button", name="Ohne Freigabe veröffentlichen").click()
    staff_page.locator(".errorlist").wait_for()
    seen.append(looks(staff_page, violations))
    staff_page.goto(f"{notice.partition('content/')[0]}vier-augen/")
    seen.append(looks(staff_page, violations))

    assert told == "Bitte schreiben Sie, was noch fehlt. Ohne das hilft es niemandem."
    assert shown == "Fotos: nur noch digital"
    assert "Freigegeben. „Fotos: nur noch digital“ ist öffentlich" in published
    assert seen == [(path, 390, []) for path, _, _ in seen]
