"""Invented objects for the gallery: each kind, with as many of its fields as have a look."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from content.published import (
    Channel,
    Checklist,
    ChecklistItem,
    Directions,
    DirectionsStep,
    Download,
    Fee,
    HoursException,
    Language,
    Notice,
    Office,
    OpeningRule,
    Page,
    Service,
    ServiceArea,
    Term,
    TransportStop,
)

MADE = datetime(2026, 1, 1, tzinfo=UTC)
TUESDAY_10 = datetime(2026, 3, 3, 9, tzinfo=UTC)
TUESDAY_20 = datetime(2026, 3, 3, 19, tzinfo=UTC)
THURSDAY_10 = datetime(2026, 3, 5, 9, tzinfo=UTC)
GOOD_FRIDAY = datetime(2026, 4, 3, 9, tzinfo=UTC)
BEFORE_CHRISTMAS = datetime(2026, 12, 23, 19, tzinfo=UTC)
BEFORE_EASTER = datetime(2026, 4, 2, 19, tzinfo=UTC)

RULES = tuple(
    OpeningRule(uid=f"regel-{day}", weekday=day, opens=time(8), closes=time(17)) for day in range(5)
)
HOTLINE = Channel(
    uid="hotline",
    title="Hotline",
    phone="030 1234-567",
    rules=RULES,
    note="Besetzt? Später wieder.",
)
COUNTER = Channel(
    uid="schalter",
    title="Schalter",
    kind="counter",
    purpose="Für Fragen ohne Termin",
    rules=(*RULES, OpeningRule(uid="abend", weekday=3, opens=time(18), closes=time(20))),
    exceptions=(
        HoursException(
            uid="ausflug", first=date(2026, 3, 3), last=date(2026, 3, 4), reason="Betriebsausflug"
        ),
        HoursException(
            uid="kurz",
            first=date(2026, 3, 9),
            last=date(2026, 3, 9),
            effect="open",
            opens=time(8),
            closes=time(10),
        ),
    ),
)
BY_APPOINTMENT = Channel(uid="termin", title="Besuch mit Termin", kind="appointment")
BY_APPOINTMENT_8_TO_17 = replace(
    BY_APPOINTMENT, uid="termin-zeiten", rules=RULES, exceptions=COUNTER.exceptions
)
MOVING = replace(
    HOTLINE,
    uid="umzug",
    exceptions=(
        HoursException(
            uid="umzug",
            first=date(2026, 3, 3),
            last=date(2026, 3, 3),
            effect="undecided",
            reason="Umzug",
        ),
    ),
)
REBUILDING = replace(
    HOTLINE,
    uid="umbau",
    exceptions=(
        HoursException(
            uid="umbau", first=date(2026, 3, 1), last=date(2026, 12, 31), reason="Umbau"
        ),
    ),
)
ALWAYS = replace(
    HOTLINE,
    uid="immer",
    rules=tuple(
        OpeningRule(uid=f"tag-{day}", weekday=day, opens=time(0), closes=time(0))
        for day in range(7)
    ),
    on_public_holidays="regular",
)
OFFICE = Office(
    uid="amt",
    name="Abteilung Beispiel",
    city="Stadt Muster",
    introduction="Wir sind für Sie da.",
    unit="Fachbereich Beispiele",
    street="Musterstraße 1",
    postal_code="12345",
    town="Muster",
    email="amt@example.org",
    federal_state="NW",
    mark="M2 2h12v12h-12z",
    mark_accent="M16 16h12v12h-12z",
    hotline="hotline",
)
NOTICE = Notice(
    uid="hinweis",
    slug="hinweis",
    title="Am Freitag schließen wir früher",
    level="important",
    summary="Die Hotline ist nur bis Mittag besetzt.",
    body="<p>Ab Montag gelten wieder die üblichen Zeiten.</p><h3>Fragen</h3><p>Rufen Sie an.</p>",
    source_as_of="Februar 2026",
)
URGENT = Notice(
    uid="dringend",
    slug="dringend",
    title="Kein Zugang",
    level="urgent",
    ends_at=datetime(2026, 3, 6, 11, tzinfo=UTC),
)
ENDED = Notice(uid="alt", slug="alt", title="Umzug", ends_at=datetime(2026, 2, 1, tzinfo=UTC))
ITEMS = (
    ChecklistItem(uid="pass", name="Pass", form="original"),
    ChecklistItem(
        uid="foto", name="Foto", form="copy", copies=2, max_age_months=6, notice="hinweis"
    ),
    ChecklistItem(
        uid="lohn",
        name="Lohnabrechnung",
        form="original_and_copy",
        max_age_months=1,
        where="Vom Arbeitgeber",
        explanation="Die letzte genügt.",
        situation="Sie sind angestellt",
    ),
)
CHECKLIST = Checklist(
    uid="liste", title="Ausweis", audience="Erwachsene", introduction="Zum Termin.", items=ITEMS
)
SERVICE = Service(
    uid="dienst",
    slug="dienst",
    title="Ausweis verlängern",
    official_name="Verlängerung",
    summary="Wir verlängern Ihren Ausweis.",
    fees=(
        Fee(uid="eins", amount=Decimal("67"), label="Erwachsene"),
        Fee(uid="zwei", amount=Decimal("6.5"), label="Kinder", condition="Nur mit Antrag."),
    ),
    deadline="2 Wochen",
    duration="30 Minuten",
    processing_time="4 Wochen",
    legal_basis="§ 1 Mustergesetz",
    checklists=("liste",),
)
SHORT_SERVICE = Service(uid="kurz", slug="kurz", title="Beratung")
AREA = ServiceArea(
    uid="gebiet", slug="gebiet", title="Sachgebiet", summary="Alles rund um Beispiele."
)
LEFT = Directions(
    uid="weg",
    title="So finden Sie uns",
    building="Rathaus",
    entrance="Haupteingang",
    door_side="left",
    steps=(DirectionsStep(uid="schritt", text="Gehen Sie geradeaus."),),
    stops=(TransportStop(uid="halt", means="Bus", stop="Markt", lines="1, 2"),),
)
RIGHT = Directions(
    uid="weg-rechts", title="Weg", building="Rathaus", entrance="Haupteingang", door_side="right"
)
FORM = Download(
    uid="formular",
    title="Antrag",
    summary="Bitte ausgedruckt mitbringen.",
    file="antrag.pdf",
    file_type="pdf",
    pages=2,
    size=95_000,
)
FOREIGN_FORM = Download(uid="form", title="Form", language="en", file="form.pdf", file_type="pdf")
GERMAN = Language(uid="de", code="de", name="Deutsch", ready=True)
LANGUAGES = (
    GERMAN,
    Language(uid="en", code="en", name="English", ready=True, position=1),
    Language(uid="ar", code="ar", name="العربية", direction="rtl", position=2),
)
UKRAINIAN = Language(uid="uk", code="uk", name="Українська", ready=True)
TERMS = (
    Term(uid="titel", term="Titel", words="Titel, Titels", explanation="Ein Papier."),
    Term(uid="bescheid", term="Bescheid", words="Bescheid", explanation="Ein Brief vom Amt."),
)
LEGAL = Page(uid="impressum", slug="impressum", title="Impressum")

THINGS = (
    OFFICE, HOTLINE, COUNTER, BY_APPOINTMENT, NOTICE, URGENT, ENDED, CHECKLIST, SERVICE,
    SHORT_SERVICE, AREA, LEFT, FORM, FOREIGN_FORM, LEGAL, *LANGUAGES,
)  # fmt: skip
