"""What only a browser shows of the desk: its looks, its buttons, its text editor.

The tab of these tests fails them when a page breaks the content policy.
"""

import json

import pytest

from tests.admin_pages import Sample, pages
from tests.site import environment, manage

# The forms that look otherwise than that of a notice, and one page of a topic.
OTHERS = [
    "/admin/aufmerksamkeit/fehlend/",
    "/admin/content/servicearea/",
    "/admin/content/service/1/change/",
    "/admin/content/checklist/1/change/",
    "/admin/content/channel/1/change/",
    "/admin/content/page/1/change/",
    "/admin/content/openquestion/1/change/",
    "/admin/suche/?q=pass",
]
# Something that waits and something that was set aside; then an object of each kind.
SETTLE = """
import json
from django.apps import apps
from django.contrib.auth.models import User
from content import approving, published
from content.models import Notice, OpenQuestion, Proposal, Publication
notice = Notice.objects.order_by("pk").first()
colleague = User.objects.create_user("kollegin", is_staff=True)
waiting = approving.propose(notice, by=colleague, wish=approving.Wish())
told = {"kind": "notice", "uid": notice.uid, "made_by": colleague, "data": waiting.data}
aside = Proposal.objects.create(purpose="aside", **told)
def sample(obj):
    published = Publication.objects.of(obj._meta.model_name, obj.uid).order_by("number")
    return [obj.pk, obj.uid, published.last().number]
models = [apps.get_model("content", kind) for kind in published.KINDS]
firsts = [model.objects.order_by("pk").first() for model in models]
found = {obj._meta.model_name: sample(obj) for obj in firsts if obj}  # there are no files yet
found["notice"] += [aside.pk, waiting.pk]
found |= {"user": [1], "openquestion": [OpenQuestion.objects.first().pk]}
print(json.dumps(found))
"""


@pytest.fixture
def samples(fresh_site):
    """One object of each kind."""
    told = manage("shell", "-c", SETTLE, **environment(fresh_site.log.parent))
    return {kind: Sample(*values) for kind, values in json.loads(told.splitlines()[-1]).items()}


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.fixture
def faults(staff_page, fresh_site, violations):
    """What is wrong with pages at the width of four-fold zoom: too wide, found by axe, told in the
    console.
    """
    staff_page.set_viewport_size({"width": 320, "height": 740})
    told = []
    staff_page.on("pageerror", lambda error: told.append(str(error)))
    staff_page.on("console", lambda one: told.append(one.text) if one.type == "error" else None)

    def look(paths, scheme):
        staff_page.emulate_media(color_scheme=scheme)
        found = {}
        for path in paths:
            told.clear()
            staff_page.goto(fresh_site.url + path)
            found[path] = (overflow(staff_page), violations(staff_page, scheme), [*told])
        return {path: one for path, one in found.items() if one != (0, [], [])}

    return look


def test_pages_of_the_desk_fit_a_phone_without_an_error_and_axe_finds_nothing(samples, faults):
    one_of_each = pages({kind: samples[kind] for kind in ("notice", "user")})
    of_topics = "/admin/aufmerksamkeit/"

    paths = [path for path in one_of_each if not path.startswith(of_topics)]

    assert faults([*paths, *OTHERS], "light") == {}


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_desk_fits_a_phone_without_an_error(samples, faults, scheme):
    assert faults([*pages(samples), *OTHERS], scheme) == {}


def test_sign_in_fits_a_phone_and_axe_finds_nothing(page, site, violations):
    page.goto(f"{site.url}/admin/login/")

    assert (overflow(page), violations(page)) == (0, [])


def test_parts_are_ordered_with_buttons_and_saved_in_the_order_of_the_page(staff_page, fresh_site):
    address = f"{fresh_site.url}/admin/content/checklist/1/change/"
    staff_page.goto(address)
    names = staff_page.locator(".inline-related:not(.empty-form) [name$='-name']")
    before = [names.nth(n).input_value() for n in range(names.count())]

    staff_page.get_by_role("button", name=f"{before[0]} nach unten").first.click()
    staff_page.get_by_text("Unterlage hinzufügen").click()
    names.last.fill("Ganz neu")
    new = staff_page.locator(".inline-related:not(.empty-form)").last
    new.get_by_text("nach oben").click()
    staff_page.get_by_text("Entwurf speichern").click()
    staff_page.wait_for_load_state()
    staff_page.goto(address)

    moved = [before[1], before[0], *before[2:]]
    expected = [*moved[:-1], "Ganz neu", moved[-1]]
    assert [names.nth(n).input_value() for n in range(names.count())] == expected


def test_move_keeps_the_focus_and_is_announced(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}/admin/content/directions/1/change/")
    first = staff_page.locator("#steps-group .inline-related:not(.empty-form)").first
    name = first.locator(".inline_label").inner_text()
    count = staff_page.locator("#steps-group .inline-related:not(.empty-form)").count()

    first.get_by_text("nach unten").press("Enter")

    focused = staff_page.evaluate("document.activeElement.getAttribute('aria-label')")
    ends = count == 2
    assert focused == f"{name} nach {'oben' if ends else 'unten'}"
    announced = staff_page.locator("[aria-live=polite]").last.inner_text()
    assert announced == f"{name}: jetzt Platz 2 von {count}"


def test_new_part_of_which_nothing_was_filled_in_is_no_part(staff_page, fresh_site):
    address = f"{fresh_site.url}/admin/content/checklist/1/change/"
    staff_page.goto(address)
    rows = staff_page.locator("#items-group .inline-related:not(.empty-form)")
    before = rows.count()

    staff_page.get_by_text("Unterlage hinzufügen").click()
    staff_page.get_by_text("Entwurf speichern").click()
    staff_page.wait_for_load_state()

    assert staff_page.locator(".errornote").count() == 0
    assert rows.count() == before


def test_position_is_a_number_to_type_without_javascript(browser, staff_page, fresh_site):
    cookies = staff_page.context.cookies()
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(f"{fresh_site.url}/admin/content/checklist/1/change/")

        assert page.locator("#id_items-0-position").is_visible()
        assert page.locator(".move").count() == 0


def test_text_editor_has_a_name_words_on_its_buttons_and_obeys_the_keyboard(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}/admin/content/notice/1/change/")
    editor = staff_page.get_by_role("textbox", name="Text:")
    bold = staff_page.get_by_role("button", name="Fett")

    editor.press("Control+a")
    editor.press("Delete")
    bold.focus()
    bold.press("Enter")
    editor.press_sequentially("Wichtig")

    assert staff_page.locator("#id_body").input_value() == "<p><strong>Wichtig</strong></p>"
    assert bold.get_attribute("aria-pressed") == "true"
    assert staff_page.get_by_role("toolbar").locator("button:visible").all_inner_texts() == [
        "Überschrift",
        "Absatz",
        "Liste",
        "Nummern",
        "Fett",
        "Kursiv",
        "Link",
        "Rückgängig",
        "Wiederholen",
    ]


def test_click_on_its_label_leads_into_the_text_editor(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}/admin/content/notice/1/change/")
    staff_page.locator(".ProseMirror[aria-labelledby]").wait_for()

    staff_page.locator("label[for=id_body]").click()

    focused = staff_page.evaluate("document.activeElement.getAttribute('aria-labelledby')")
    assert focused == "id_body_label"


def test_area_is_moved_with_the_keyboard_in_its_list(staff_page, fresh_site):
    staff_page.goto(f"{fresh_site.url}/admin/content/servicearea/")
    names = staff_page.locator("#result_list tbody th")
    first, second, *rest = names.all_inner_texts()

    staff_page.get_by_role("button", name=f"{first} nach unten").press("Enter")
    staff_page.wait_for_url("**/admin/content/servicearea/#platz-*")

    assert names.all_inner_texts() == [second, first, *rest]


def test_days_and_times_keep_what_was_chosen(staff_page, fresh_site):
    address = f"{fresh_site.url}/admin/content/notice/1/change/"
    staff_page.goto(address)
    day = staff_page.get_by_label("Ende: Datum")
    time = staff_page.get_by_label("Ende: Uhrzeit")

    day.fill("2031-03-30")
    time.fill("07:45")
    staff_page.get_by_text("Entwurf speichern").click()
    staff_page.wait_for_load_state()
    staff_page.goto(address)

    assert (day.input_value(), time.input_value()) == ("2031-03-30", "07:45")
