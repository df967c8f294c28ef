"""An edition that grew by what was published says the same as one made of everything at once."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from content import anatomy, pieces, records
from content.edition import Edition
from content.published import (
    Channel,
    Language,
    Notice,
    Office,
    Page,
    SameSense,
    Service,
    TranslatedText,
    Translation,
    kind_of,
)
from content.records import Record
from tests.factories import HOUR, MADE, edition_of, notice, record, service

HOURS = st.integers(0, 6).map(lambda hours: hours * HOUR)
TITLES = st.sampled_from(["Erster", "Zweiter", "Anruf: {telefon:kanal}"])
SLUGS = st.sampled_from(["eins", "zwei", "drei"])


def optional(instants):
    return st.none() | instants.map(lambda after: MADE + after)


THINGS = st.one_of(
    st.builds(Office, uid=st.just("amt"), name=TITLES, city=st.just("Stadt")),
    st.builds(Channel, uid=st.just("kanal"), title=TITLES, phone=st.sampled_from(["1", "2"])),
    st.builds(Page, uid=st.sampled_from(["seite", "blatt"]), slug=SLUGS, title=TITLES),
    st.builds(Service, uid=st.just("dienst"), slug=SLUGS, title=TITLES),
    st.builds(
        Notice,
        uid=st.sampled_from(["hinweis", "warnung"]),
        slug=SLUGS,
        title=TITLES,
        level=st.sampled_from(["information", "urgent"]),
        starts_at=optional(HOURS),
        ends_at=optional(HOURS),
    ),
)
ACTIONS = ["publish", "withdraw", "cancel", "translate", "withdraw translation", "same"]
STEPS = st.lists(
    st.tuples(THINGS, st.sampled_from(ACTIONS), HOURS, st.booleans()),
    min_size=1,
    max_size=12,
)


UKRAINIAN = Language(uid="uk", code="uk", name="Українська", ready=True)


def rows(steps):
    """Publications as the staff's side writes them, one every half hour."""
    made = [record(UKRAINIAN, 1)]
    for number, (thing, action, later, minor) in enumerate(steps, 2):
        made_at = MADE + number * HOUR / 2
        mine = [one.number for one in made if one.uid == thing.uid]
        step = Record(
            number=number,
            action=action,
            kind=kind_of(thing),
            uid=thing.uid,
            language="de",
            made_at=made_at,
            live_from=made_at,
            minor=minor,
        )
        own = fields(thing, action, mine)
        if action in ("publish", "withdraw"):
            own["live_from"] = made_at + later
        made.append(replace(step, **own))
    return made


def fields(thing, action, mine):
    """What each action has of its own."""
    if action == "publish":
        return {"data": written(thing)}
    if action == "same":
        said = SameSense(
            uid=thing.uid, piece=title(thing), before=thing_title(thing), after="Zweiter"
        )
        return {"data": written(said)}
    if action == "translate":
        text = TranslatedText(
            piece=title(thing), source=thing_title(thing), text="Переклад {telefon:kanal}"
        )
        return {
            "action": "publish",
            "language": "uk",
            "data": written(Translation(uid=thing.uid, texts=(text,))),
        }
    if action == "withdraw translation":
        return {"action": "withdraw", "language": "uk"}
    return {"cancels": tuple(mine[-1:])}


def title(thing):
    return f"{thing.uid}.{'name' if isinstance(thing, Office) else 'title'}"


def thing_title(thing):
    return thing.name if isinstance(thing, Office) else thing.title


def written(content):
    return records.write(content).encode()


@settings(max_examples=150, deadline=None)
@given(STEPS, st.lists(st.integers(0, 30), max_size=4))
def test_grown_edition_says_the_same_as_one_made_at_once(steps, asked):
    made = rows(steps)
    grown = Edition()
    for one in made:
        grown = grown.after([one])
        for half_hours in asked:  # sites that were asked for are what later ones grow out of
            grown.at(MADE + half_hours * HOUR / 2).in_language("uk")

    whole = Edition(made)

    for half_hours in range(30):
        instant = MADE + half_hours * HOUR / 2
        assert said(grown.at(instant)) == said(whole.at(instant))
        ukrainian = [edition.at(instant).in_language("uk") for edition in (grown, whole)]
        assert told(ukrainian[0]) == told(ukrainian[1])
    assert grown.records == whole.records


def told(site):
    """Texts with what their readers are told of them."""
    texts = {
        (uid, name): (str(text), getattr(text, "state", None), pieces.german(text))
        for uid, thing in site.stock.things.items()
        for name, text in anatomy.pieces(thing)
    }
    return texts, site.stock.lists


def said(site):
    stock = site.stock
    return (
        stock.things,
        stock.lists,
        stock.addresses,
        stock.former_addresses,
        {key: past for key, past in stock.pasts.items() if any(past)},
        (site.since, site.until),
    )


def test_publication_leaves_all_that_it_does_not_touch_the_same_objects():
    before = edition_of(service(), service(uid="b", slug="b"), notice())
    site = before.at(MADE)

    after = before.after([record(replace(service(), title="Neu"), 9)]).at(MADE + HOUR)

    assert after.get("b") is site.get("b")
    assert after.all_notices is site.all_notices
    assert after.languages is site.languages
    assert after.history(notice()) is site.history(notice())
    assert after.services is not site.services


def test_publication_of_the_same_content_leaves_the_thing_the_same_object():
    before = edition_of(service())
    site = before.at(MADE)

    after = before.after([record(service(), 9)]).at(MADE + HOUR)

    assert after.get("dienst") is site.get("dienst")
    assert after.services is site.services
    assert len(after.history(service())) == 2


def test_site_says_until_when_nothing_changes():
    dated = notice(starts_at=MADE + HOUR, ends_at=MADE + 3 * HOUR)

    site = edition_of(dated).at(MADE + 2 * HOUR)

    assert (site.since, site.until) == (MADE + HOUR, MADE + 3 * HOUR)


def test_sites_of_long_ago_are_not_remembered():
    dated = [
        notice(uid=f"n{n}", slug=f"n{n}", starts_at=MADE + timedelta(minutes=n))
        for n in range(1, 10)
    ]
    edition = edition_of(*dated)

    first = edition.at(MADE)
    for n in range(1, 10):
        edition.at(MADE + timedelta(minutes=n))

    assert edition.at(MADE) is not first
    assert said(edition.at(MADE)) == said(first)


def test_things_of_one_name_stand_in_one_order_in_whatever_order_they_came():
    first, second = (Page(uid=uid, slug=uid, title="Hinweise") for uid in ("blatt", "seite"))
    early, late = MADE, MADE + HOUR
    as_named = edition_of(record(first, 5, live_from=early), record(second, 6, live_from=late))
    as_they_came = edition_of(record(second, 5, live_from=early), record(first, 6, live_from=late))
    as_they_came.at(early)  # from which the next one grows

    lists = [edition.at(late).pages for edition in (as_named, as_they_came)]

    assert lists == [[first, second]] * 2
