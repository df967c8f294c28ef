"""The facts of the office and where a reader finds each: a list of its own, that shares nothing
with the files of content/initial/, so that neither can hide a mistake of the other.

One element that ``element`` selects holds all the ``words``; that element never holds what the
pattern ``never`` finds. Elements that show an object or a part carry its uid as ``data-uid``.
"""

from dataclasses import dataclass

HOME = "/de/"
CONTACT = "/de/kontakt/"
DIRECTIONS = "/de/anfahrt/"
UKRAINE = "/de/hinweise/aufnahme-aus-der-ukraine/"
PHOTOS = "/de/hinweise/fotos-nur-digital/"
TITLE_CHECK = "/de/dienste/aufenthaltstitel-pruefen-und-verlaengern/"
APPOINTMENT = "/de/dienste/termin-und-beratung/"
TRANSFER = "/de/dienste/aufenthaltstitel-uebertragen/"
REGISTRATION = "/de/dienste/wohnsitz-anmelden/"
COMMITMENT = "/de/dienste/verpflichtungserklaerung/"
NATURALISATION = "/de/dienste/beratung-zur-einbuergerung/"
AREAS = {
    "/de/sachgebiete/information-und-service-center/": "Information und Service-Center",
    "/de/sachgebiete/aufenthalt-und-einbuergerung/": "Aufenthalt und Einbürgerung",
    "/de/sachgebiete/asyl-und-fluechtlingsangelegenheiten/": "Asyl- und Flüchtlingsangelegenheiten",
    "/de/sachgebiete/rueckkehrmanagement/": "Rückkehrmanagement",
}
IMPRINT = "/de/impressum/"
PRIVACY = "/de/datenschutz/"

PHONE = "0 21 51 / 86-2333"
PHONE_LINK = 'a[href="tel:+492151862333"]'
EMAIL = "auslaenderamt@krefeld.de"
EMAIL_LINK = 'a[href="mailto:auslaenderamt@krefeld.de"]'

ABOUT = "main .about"
HOTLINE = '[data-uid="hotline"]'
COUNTER = '[data-uid="wohnsitz-ohne-termin"]'
A_YEAR = r"\b(19|20)\d\d\b"
# A photograph's item names the contradiction that nobody has resolved yet (Q8).
DIGITAL_ONLY = ("1. Mai 2025", "nach Mai 2025", "Fragen Sie vor dem Termin")


@dataclass(frozen=True)
class Fact:
    number: str
    page: str
    element: str
    words: tuple[str, ...]
    never: str = ""

    def __str__(self):
        return f"{self.number} {self.page} {self.words[0]}"


def item(uid: str) -> str:
    return f'main [data-uid="{uid}"]'


# From the office's own service page: S in the facts.
FROM_THE_SERVICE_PAGE = [
    Fact("F1", HOME, "header", ("Stadt Krefeld", "Abteilung Migration")),
    Fact("F1", HOME, ABOUT, ("Service für Zuwanderer",)),
    Fact("F1", HOME, ABOUT, ("Ausländerbehörde Krefeld", "Ausländeramt")),
    Fact("F2", HOME, "main", ("Menschen in Krefeld", "nicht die deutsche Staatsangehörigkeit")),
    Fact("F2", HOME, ABOUT, ("Anliegen ausländischer Staatsangehöriger",)),
    Fact("F2", HOME, ABOUT, ("in ganz Deutschland verbindlich", "viele weitere Dienste")),
    Fact(
        "F3",
        HOME,
        ABOUT,
        (
            "Drittstaatsangehörige",
            "Aufenthaltstitel",
            "Erteilung",
            "Verlängerung",
            "Übertragung",
            "Wohnsitz anmelden",
        ),
    ),
    Fact("F3", TITLE_CHECK, "main", ("Drittstaatsangehörige", "Erteilung", "verlängern")),
    Fact("F3", TRANSFER, "main h1", ("Aufenthaltstitel", "übertragen")),
    Fact("F3", REGISTRATION, "main h1", ("Wohnsitz anmelden",)),
    Fact("F4", HOME, ABOUT, ("Gäste aus dem Ausland", "Verpflichtungserklärung")),
    Fact("F4", COMMITMENT, "main", ("Sie erwarten Gäste aus dem Ausland?", "informieren Sie")),
    Fact("F5", HOME, ABOUT, ("Auf Wunsch", "ausführlich", "verschiedenen Themen", "Einbürgerung")),
    Fact("F5", NATURALISATION, "main", ("Auf Wunsch beraten wir Sie ausführlich",)),
    Fact("F6", HOME, "main", tuple(AREAS.values())),
    Fact("F6", HOME, ABOUT, ("vier Sachgebiete", "Bedarf unserer Kundinnen und Kunden")),
    *[Fact("F6", page, "main h1", (name,)) for page, name in AREAS.items()],
    Fact("F7", APPOINTMENT, "main", ("Wartezeiten vermeiden", "viele Anliegen", "E-Mail")),
    Fact("F7", APPOINTMENT, EMAIL_LINK, (EMAIL,)),
    Fact("F7", CONTACT, item("besuch-mit-termin"), ("viele Anliegen", "Wartezeiten")),
    Fact("F8", HOME, ABOUT, ("gern persönlich", "bevor Sie einen Antrag stellen")),
    Fact("F8", APPOINTMENT, "main", ("gern persönlich", "bevor Sie den Antrag stellen")),
    Fact("F9", HOME, ABOUT, ("zuständige Kontakt", "E-Mail-Adresse")),
    Fact("F9", CONTACT, f"main {EMAIL_LINK}", (EMAIL,)),
    Fact("F11", UKRAINE, "main", ("Unterkünften", "sehr angespannt", "nimmt weiter", "Ukraine")),
    Fact(
        "F12",
        UKRAINE,
        "main p",
        (
            "nur noch möglich, wenn",
            "enger verwandtschaftlicher Bezug zu Krefeld besteht oder nachweislich Verletzungen"
            " oder Krankheiten vorliegen und vorher",
            "keine andere Stadt oder Gemeinde die Person registriert hat",
        ),
    ),
    Fact("F13", UKRAINE, "main", ("zentrale Landeserstaufnahmestelle in Bochum", "verteilt")),
    Fact("F14", UKRAINE, "main", ("Im Juni", "Hotelzimmer", "Im Juli", "stark gestiegen")),
    Fact("F14", UKRAINE, "main", ("fast alle wieder belegt",)),
    Fact("F15", UKRAINE, "main", ("andere Städte in der Umgebung", "eingeschränkt oder gestoppt")),
    Fact(
        "F16",
        UKRAINE,
        item("ukraine-aufnahme"),
        ("nennt kein Jahr", "bevor Sie nach Krefeld reisen"),
        A_YEAR,
    ),
    Fact("F16", UKRAINE, "body", ("Von der Abteilung noch nicht bestätigt", "Stand unbekannt")),
    Fact("F16", UKRAINE, PHONE_LINK, (PHONE,)),
    Fact("F16", UKRAINE, EMAIL_LINK, (EMAIL,)),
    Fact("F16", HOME, item("ukraine-aufnahme"), ("Ukraine",), A_YEAR),
    Fact("F17", TITLE_CHECK, item("aufenthaltstitel-nationalpass"), ("Nationalpass",), "Kopie"),
    Fact(
        "F18", TITLE_CHECK, item("aufenthaltstitel-nationalpass-kopie"), ("Nationalpass", "Kopie")
    ),
    Fact(
        "F19",
        TITLE_CHECK,
        item("aufenthaltstitel-einkommen"),
        ("Nachweise über Ihr Einkommen", "Kopie", "Lohnabrechnung", "Jobcenterbescheid", "ähnlich"),
    ),
    Fact(
        "F20",
        TITLE_CHECK,
        item("aufenthaltstitel-foto"),
        ("Aktuelles biometrisches Foto", "höchstens 6 Monate", *DIGITAL_ONLY),
    ),
    *[
        Fact("F21", CONTACT, f"{HOTLINE} .hours tr", (day, "8.00 bis 17.00 Uhr"), r"13\.00")
        for day in ["Montag", "Dienstag", "Mittwoch", "Donnerstag"]
    ],
    Fact("F22", CONTACT, f"{HOTLINE} .hours tr", ("Freitag", "8.00 bis 13.00 Uhr"), r"17\.00"),
    Fact("F22", HOME, f"{HOTLINE} .hours tr", ("Freitag", "8.00 bis 13.00 Uhr"), r"17\.00"),
    Fact("F23", HOME, f"main {PHONE_LINK}", (PHONE,)),
    Fact("F23", CONTACT, f"{HOTLINE} {PHONE_LINK}", (PHONE,)),
    Fact("F24", CONTACT, HOTLINE, ("erreichen Sie jemanden", "besetzt", "später noch einmal")),
    Fact("F25", DIRECTIONS, "main", ("in der Nähe vom Krefelder Hauptbahnhof",)),
    Fact("F26", DIRECTIONS, "main", ("Cinemaxx", "direkt in diesem Gebäude")),
    Fact("F26", DIRECTIONS, "main", ("Haupteingang des Kinos. Links davon",)),
]

# From other public pages of the office: P in the facts.
FROM_OTHER_PAGES = [
    Fact(
        "F10",
        CONTACT,
        "main address",
        ("Fachbereich Migration und Integration", "Am Hauptbahnhof 5", "47798 Krefeld"),
    ),
    Fact("F27", DIRECTIONS, item("haltestelle-krefeld-hbf"), ("Krefeld Hbf", "044, U70, U76")),
    Fact("F30", TRANSFER, "main", ("Aufenthaltserlaubnis/Niederlassungserlaubnis, Übertragung",)),
    Fact("F30", TRANSFER, "main", ("neuen Nationalpass", "Aufenthaltstitel ist noch gültig")),
    Fact("F30", TRANSFER, "main", ("gilt nur zusammen mit einem gültigen Pass",)),
    Fact("F30", TRANSFER, "main", ("Polizei", "am Flughafen", "ausreisen")),
    Fact("F31", TRANSFER, item("uebertragung-foto"), ("Biometrisches Foto", *DIGITAL_ONLY)),
    Fact("F31", TRANSFER, item("uebertragung-neuer-nationalpass"), ("Neuer Nationalpass",)),
    Fact("F31", TRANSFER, item("uebertragung-alter-nationalpass"), ("Alter Nationalpass",)),
    Fact(
        "F31",
        TRANSFER,
        item("uebertragung-einkommen"),
        ("Nachweise über Ihr Einkommen", "Lohnabrechnungen", "Bescheide über Leistungen"),
    ),
    Fact("F32", TRANSFER, item("gebuehr-uebertragung"), ("67,00",)),
    Fact("F32", TRANSFER, "main", ("4 Wochen (bis zu 8 Wochen)", "§ 45c Abs. 1 AufenthV")),
    Fact("F32", TRANSFER, "body", ("Von der Abteilung noch nicht bestätigt", "nach Mai 2025")),
    Fact("F33", TRANSFER, "main", ("vor der Reise rechtzeitig", "Vertretung des Landes")),
    Fact("F33", TRANSFER, "main", ("Wir können nicht sagen, was ausländische Behörden",)),
    Fact("F34", PHOTOS, "main", ("1. Mai 2025", "nur noch digitale Fotos")),
    Fact("F34", PHOTOS, "main", ("elektronische Aufenthaltstitel und Reisedokumente",)),
    Fact("F34", PHOTOS, "main", ("Mitgebrachte Fotos nehmen wir nicht an",)),
    Fact("F34", PHOTOS, "main", ("bei uns machen", "6,00 Euro", "zertifizierten Cloud-Dienst")),
    Fact("F34", PHOTOS, "body", ("Von der Abteilung noch nicht bestätigt", "nach Mai 2025")),
    Fact("F35", REGISTRATION, "main", ("Wohnsitzanmeldung", "EU-Ländern", "Drittstaatsangehörige")),
    Fact("F35", REGISTRATION, "main", ("aus dem Ausland oder aus einer anderen Gemeinde",)),
    Fact("F35", REGISTRATION, "main", ("innerhalb von 2 Wochen", "wirklich schon eingezogen")),
    Fact("F35", REGISTRATION, "main", ("innerhalb von Krefeld", "Bürgerbüros")),
    *[
        Fact("F36", CONTACT, f"{COUNTER} .hours tr", (day, "8.30 bis 12.00 Uhr"), never)
        for day, never in [
            ("Montag", r"17\.00"),
            ("Dienstag", r"14\.00"),
            ("Donnerstag", r"15\.30"),
            ("Freitag", r"14\.00"),
        ]
    ],
    Fact("F36", CONTACT, f"{COUNTER} .hours tr", ("Montag", "14.00 bis 15.30 Uhr")),
    Fact("F36", CONTACT, f"{COUNTER} .hours tr", ("Donnerstag", "14.00 bis 17.00 Uhr")),
    # On Wednesdays there are no hours: after the day comes another day before any number.
    Fact("F36", CONTACT, f"{COUNTER} .hours", ("8.30 bis 12.00 Uhr",), r"Mittwoch[^A-Z]*\d"),
    Fact("F36", REGISTRATION, COUNTER, ("ohne Termin", "8.30 bis 12.00 Uhr")),
    Fact("F36", REGISTRATION, COUNTER, ("Termine vergeben wir dafür nicht",)),
    Fact("F36", REGISTRATION, COUNTER, ("ein zweites Mal kommen", "am Anfang eines Monats")),
    Fact("F37", REGISTRATION, "main", ("Kommen Sie persönlich",)),
    Fact("F37", REGISTRATION, item("drittstaat-nationalpass"), ("Gültiger Nationalpass",)),
    Fact(
        "F37",
        REGISTRATION,
        item("drittstaat-aufenthaltstitel"),
        (
            "Aktueller Aufenthaltstitel",
            "Visum, Niederlassungserlaubnis oder Aufenthaltserlaubnis",
            "Zusatzblatt oder eine vorläufige Bescheinigung",
        ),
    ),
    Fact("F37", REGISTRATION, item("drittstaat-wohnungsgeber"), ("Wohnungsgeberbescheinigung",)),
    Fact("F37", REGISTRATION, item("eu-ausweis"), ("Gültiger Nationalpass oder Personalausweis",)),
    Fact("F37", REGISTRATION, item("eu-wohnungsgeber"), ("Wohnungsgeberbescheinigung",)),
    Fact("F37", REGISTRATION, item("eu-heiratsurkunde"), ("Heiratsurkunde",)),
    Fact("F37", REGISTRATION, "main", ("Wenn es auf Sie zutrifft", "Für Kinder")),
    Fact("F37", REGISTRATION, item("eu-geburtsurkunde"), ("Geburtsurkunde",)),
    Fact("F38", REGISTRATION, "main", ("ungefähr 30 Minuten", "2 Wochen")),
    Fact("F39", COMMITMENT, "main", ("privat oder geschäftlich", "deutschen Botschaft")),
    Fact("F39", COMMITMENT, "main", ("Kosten für das Leben und die Krankenversicherung",)),
    Fact("F40", COMMITMENT, item("verpflichtung-formular"), ("Formular",)),
    Fact(
        "F40",
        COMMITMENT,
        item("verpflichtung-ausweis-gastgeber"),
        ("Ihr Pass oder Personalausweis", "Original"),
    ),
    Fact(
        "F40",
        COMMITMENT,
        item("verpflichtung-ausweis-gast"),
        ("Pass oder Personalausweis Ihres Gastes", "Kopie"),
    ),
    Fact("F40", COMMITMENT, "main", ("Sie sind angestellt", "Sie bekommen Rente")),
    Fact("F40", COMMITMENT, "main", ("Sie sind selbstständig", "Wenn es auf Sie zutrifft")),
    Fact("F40", COMMITMENT, item("verpflichtung-lohnabrechnung"), ("Aktuelle Lohnabrechnung",)),
    Fact("F40", COMMITMENT, item("verpflichtung-rentenbescheid"), ("Aktueller Rentenbescheid",)),
    Fact("F40", COMMITMENT, item("verpflichtung-steuerbescheid"), ("Aktueller Steuerbescheid",)),
    Fact(
        "F40",
        COMMITMENT,
        item("verpflichtung-gewinn-und-verlust"),
        ("Gewinn und Verlust der letzten drei Monate", "Steuerberater"),
    ),
    Fact(
        "F40",
        COMMITMENT,
        item("verpflichtung-weitere-einnahmen"),
        ("Aktueller Steuerbescheid, Kontoauszüge", "Wertpapiere", "Miete, Pacht oder Kapital"),
    ),
    Fact(
        "F41",
        COMMITMENT,
        item("gebuehr-verpflichtungserklaerung"),
        ("29,00", "Ihr Einkommen reicht nicht aus"),
    ),
    Fact("F42", COMMITMENT, "main", ("die Ihr Gast nicht selbst bezahlen kann",)),
    Fact("F42", COMMITMENT, "main", ("Rückzahlung aller Sozialleistungen",)),
    Fact("F42", COMMITMENT, "main", ("wenn eine Behörde Ihren Gast zurückschickt",)),
    Fact("F43", COMMITMENT, "main", ("Original", "nicht älter als 6 Monate")),
    Fact("F43", COMMITMENT, "main", ("entscheidet über das Visum. Niemand sonst",)),
]

FACTS = FROM_THE_SERVICE_PAGE + FROM_OTHER_PAGES

# What nobody of the office has answered yet concerns these pages: they say whom to ask.
WITH_OPEN_QUESTIONS = [
    *AREAS,
    UKRAINE,
    PHOTOS,
    TITLE_CHECK,
    APPOINTMENT,
    TRANSFER,
    REGISTRATION,
    COMMITMENT,
    NATURALISATION,
    CONTACT,
    DIRECTIONS,
    IMPRINT,
    PRIVACY,
]
