from django.core.validators import RegexValidator
from django.db import models

from content.models.base import Part, Sourced
from content.models.fields import RichTextField

path_data = RegexValidator(
    r"^[MmLlHhVvCcSsQqTtAaZz0-9 ,.\-]*$",
    "Nur Pfaddaten einer SVG-Zeichnung: Buchstaben der Befehle, Zahlen, Punkt, Komma, Minus.",
)

STATES = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}


class Office(Sourced):
    name = models.CharField("Name", max_length=120, blank=True)
    city = models.CharField("Stadt", max_length=120, blank=True)
    other_names = models.CharField(
        "auch genannt",
        max_length=200,
        blank=True,
        help_text="Andere Namen, unter denen man Sie sucht, durch Komma getrennt.",
    )
    greeting = models.CharField(
        "Begrüßung", max_length=120, blank=True, help_text="Die große Zeile der Startseite."
    )
    introduction = models.CharField(
        "Einleitung",
        max_length=300,
        blank=True,
        help_text="Ein Satz darunter: Für wen sind Sie da?",
    )
    about = RichTextField("Über die Dienststelle", blank=True)
    unit = models.CharField(
        "Zeile über der Straße", max_length=120, blank=True, help_text="Wie auf einem Brief."
    )
    street = models.CharField("Straße und Hausnummer", max_length=120, blank=True)
    postal_code = models.CharField("Postleitzahl", max_length=10, blank=True)
    town = models.CharField("Ort", max_length=80, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    federal_state = models.CharField(
        "Bundesland",
        max_length=2,
        blank=True,
        choices=STATES,
        help_text="Bestimmt die gesetzlichen Feiertage.",
    )
    mark = models.TextField(
        "Zeichen",
        blank=True,
        validators=[path_data],
        help_text="Pfaddaten auf einer Fläche von 30 × 30, in der Schriftfarbe.",
    )
    mark_accent = models.TextField(
        "Zeichen, zweite Farbe", blank=True, validators=[path_data], help_text="Wie oben."
    )
    hotline = models.ForeignKey(
        "Channel",
        models.PROTECT,
        verbose_name="Hotline",
        related_name="+",
        null=True,
        blank=True,
        help_text="Der Kontaktweg, der auf jeder Seite steht.",
    )
    appointments = models.ForeignKey(
        "Service",
        models.PROTECT,
        verbose_name="Seite über Termine",
        related_name="+",
        null=True,
        blank=True,
        help_text="Wo steht, wie man einen Termin bekommt. Jede Dienstleistung weist darauf hin.",
    )

    class Meta:
        verbose_name = "Dienststelle"
        verbose_name_plural = "Dienststelle"

    def __str__(self):
        return self.name or "Dienststelle"


class FeaturedService(Part):
    office = models.ForeignKey(Office, models.CASCADE, related_name="featured")
    service = models.ForeignKey(
        "Service", models.PROTECT, verbose_name="Dienstleistung", related_name="+"
    )

    class Meta(Part.Meta):
        verbose_name = "Meistgesuchte Dienstleistung"
        verbose_name_plural = "Meistgesucht (oben auf der Startseite)"

    def __str__(self):
        return str(self.service)
