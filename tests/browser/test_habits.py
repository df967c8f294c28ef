"""What makes writing easier: text that is kept, a warning, keys, and who else is there."""

import re

NOTICE = "/admin/content/notice/1/change/"
LIST = "/admin/content/checklist/1/change/"
TITLE = "[name=title]"
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('desk:')).length"


def written(page, url, text):
    """Somebody has written, and the browser has kept it."""
    page.goto(url)
    page.locator(TITLE).fill(text)
    page.wait_for_function(KEPT)


def leave(page):
    """As a crash does: nothing is asked, nothing is sent."""
    page.evaluate("addEventListener('beforeunload', (e) => e.stopImmediatePropagation(), true)")
    page.goto("about:blank")


def another(staff_page, url):
    """A tab of the same person in which nothing was written yet."""
    tab = staff_page.context.new_page()
    tab.goto(url)
    return tab


def test_text_comes_back_after_the_tab_was_closed_also_in_the_editor_and_in_new_parts(
    staff_page, fresh_site, violations
):
    staff_page.goto(f"{fresh_site.url}{NOTICE}")
    staff_page.locator(TITLE).fill("Lange überlegt")
    staff_page.locator(".ProseMirror").first.fill("Ein ganzer Absatz")
    staff_page.wait_for_function(f"{KEPT} && Object.values(localStorage).join().includes('Absatz')")
    staff_page.close(run_before_unload=False)

    tab = another(staff_page, f"{fresh_site.url}{NOTICE}")
    box = tab.locator(".desk-kept")
    box.get_by_role("button", name="Wieder einsetzen").wait_for()
    told, before, found = box.inner_text(), tab.locator(TITLE).input_value(), violations(tab)
    box.get_by_role("button", name="Wieder einsetzen").press("Enter")

    assert re.match(r"Hier liegt Text von \d+\.\d\d Uhr, der nicht gespeichert wurde\.", told)
    assert (before != "Lange überlegt", found) == (True, [])
    assert tab.locator(TITLE).input_value() == "Lange überlegt"
    assert tab.locator(".ProseMirror").first.inner_text() == "Ein ganzer Absatz"
    assert tab.locator("[name=body]").input_value() == "<p>Ein ganzer Absatz</p>"
    tab.get_by_role("button", name="Entwurf speichern").click()
    tab.get_by_text("Der Entwurf „Lange überlegt“ ist gespeichert.").wait_for()
    assert tab.evaluate(KEPT) == 0


def test_parts_that_were_added_and_moved_come_back_after_the_session_has_ended(
    staff_page, fresh_site
):
    staff_page.goto(f"{fresh_site.url}{LIST}")
    names = ".inline-related:not(.empty-form) [name$='-name']"
    staff_page.get_by_text("Unterlage hinzufügen").click()
    staff_page.locator(names).last.fill("Ganz neu")
    staff_page.locator(".inline-related:not(.empty-form)").last.get_by_text("nach oben").click()
    written = [one.input_value() for one in staff_page.locator(names).all()]
    staff_page.context.clear_cookies(name="sessionid")
    staff_page.get_by_role("button", name="Entwurf speichern").click()
    staff_page.locator("[name=username]").fill("admin")
    staff_page.locator("[name=password]").fill(fresh_site.password)
    staff_page.locator("[type=submit]").click()

    staff_page.get_by_role("button", name="Wieder einsetzen").click()

    assert [one.input_value() for one in staff_page.locator(names).all()] == written
    assert written[-2] == "Ganz neu"


def test_what_a_colleague_saved_meanwhile_is_shown_and_not_overwritten(
    staff_page, fresh_site, violations
):
    url = f"{fresh_site.url}{NOTICE}"
    staff_page.goto(url)
    staff_page.locator(TITLE).fill("Aus der Schublade")
    staff_page.wait_for_function(KEPT)
    colleague = another(staff_page, url)
    colleague.get_by_role("button", name="Verwerfen").wait_for()
    colleague.locator(TITLE).fill("Von der Kollegin")
    colleague.get_by_role("button", name="Entwurf speichern").click()
    colleague.get_by_text("ist gespeichert.").wait_for()
    staff_page.locator(TITLE).press("End")
    staff_page.locator(TITLE).press_sequentially("!")
    staff_page.wait_for_timeout(700)
    leave(staff_page)

    staff_page.goto(url)
    box = staff_page.locator(".desk-kept")
    box.get_by_role("button", name="Wieder einsetzen").wait_for()
    told = box.inner_text()
    box.get_by_role("button", name="Wieder einsetzen").click()
    staff_page.locator(".desk-choices").wait_for()
    staff_page.wait_for_load_state("networkidle")

    assert violations(staff_page) == []
    assert "Seitdem wurde diese Seite gespeichert." in told
    assert staff_page.locator(".desk-choices legend").all_inner_texts() == ["Titel"]
    assert staff_page.locator(TITLE).input_value() == "Aus der Schublade!"


def test_text_that_waits_is_not_lost_to_what_is_typed_before_one_decides(staff_page, fresh_site):
    url = f"{fresh_site.url}{NOTICE}"
    written(staff_page, url, "Erster Text")
    leave(staff_page)
    staff_page.goto(url)
    staff_page.locator(TITLE).fill("Zweiter Text")
    staff_page.wait_for_function(f"() => ({KEPT})() === 2")
    leave(staff_page)

    staff_page.goto(url)
    staff_page.get_by_role("button", name="Verwerfen").click()
    staff_page.wait_for_function(f"() => ({KEPT})() === 1")
    staff_page.get_by_role("button", name="Wieder einsetzen").click()

    assert staff_page.locator(TITLE).input_value() == "Erster Text"


OF_ANOTHER = "localStorage.setItem('desk:0:/admin/:1', JSON.stringify({mark: '1', at: Date.now()}))"


def test_leaving_warns_of_unsaved_text_which_is_gone_when_discarded_or_its_owner_signs_out(
    staff_page, fresh_site
):
    url, asked = f"{fresh_site.url}{NOTICE}", []
    staff_page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    staff_page.goto(url)
    staff_page.locator(TITLE).focus()
    staff_page.goto(f"{fresh_site.url}/admin/")
    unwritten = (list(asked), staff_page.evaluate(KEPT))
    written(staff_page, url, "Angefangen")

    staff_page.goto(url)
    warned = list(asked)
    staff_page.get_by_role("button", name="Verwerfen").click()
    discarded = staff_page.evaluate(KEPT)
    written(staff_page, url, "Noch einmal")
    staff_page.evaluate(OF_ANOTHER)
    staff_page.get_by_role("button", name="Abmelden").click()
    staff_page.get_by_role("heading", name="Abgemeldet").wait_for()

    assert (unwritten, warned) == (([], 0), ["beforeunload"])
    of_others = staff_page.evaluate("localStorage.getItem('desk:0:/admin/:1') !== null")
    assert (discarded, staff_page.evaluate(KEPT), of_others) == (0, 1, True)


def test_keys_save_and_show_the_preview_and_are_told(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}{NOTICE}")
    save = staff_page.get_by_role("button", name="Entwurf speichern")
    told = save.get_attribute("aria-keyshortcuts"), save.get_attribute("title")
    words = staff_page.locator(".desk-keys").inner_text()

    staff_page.locator(".ProseMirror").first.fill("Mit der Tastatur")
    staff_page.keyboard.press("Control+s")
    staff_page.get_by_text("ist gespeichert.").wait_for()
    staff_page.keyboard.press("Control+Alt+v")
    staff_page.wait_for_url("**/vorschau/**")

    assert told == ("Control+S", "Strg + S")
    assert words == "Tastatur: Strg + S speichert den Entwurf, Strg + Alt + V zeigt die Vorschau."


COLLEAGUE = """
from django.contrib.auth.models import User
from django.utils import timezone
from content.models import Notice, Presence
user = User.objects.create_user("frau.x", first_name="Ada", last_name="Xanten")
now = timezone.now()
uid = Notice.objects.get(pk=1).uid
Presence.objects.create(kind="notice", uid=uid, user=user, opened_at=now, seen_at=now)
"""


def test_somebody_who_comes_later_is_told_while_one_writes(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}{NOTICE}")
    line = staff_page.locator(".desk-presence")
    before = line.inner_text()
    fresh_site.manage("shell", "-c", COLLEAGUE)

    staff_page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    line.get_by_text("Ada Xanten").wait_for()

    assert before == ""
    assert line.get_attribute("role") == "status"
    assert "hat diese Seite offen." in line.inner_text()
