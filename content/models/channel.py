from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from content.models.base import Ordered, Part, Sourced

WEEKDAYS = {
    0: "Montag",
    1: "Dienstag",
    2: "Mittwoch",
    3: "Donnerstag",
    4: "Freitag",
    5: "Samstag",
    6: "Sonntag",
}
EFFECTS = {
    "undecided": "noch nicht entschieden",
    "closed": "geschlossen",
    "regular": "wie an jedem anderen Tag",
}


def refuse_backward_span(opens: time | None, closes: time | None) -> None:
    if opens and closes and closes <= opens:
        raise ValidationError({"closes": "Das Ende liegt nicht nach dem Beginn."})


class Channel(Ordered, Sourced):
    title = models.CharField("Name", max_length=120, blank=True)
    kind = models.CharField(
        "Art",
        max_length=12,
        choices={
            "phone": "Telefon",
            "counter": "Schalter ohne Termin",
            "appointment": "nur mit Termin",
        },
        default="phone",
    )
    purpose = models.CharField(
        "wofür", max_length=200, blank=True, help_text="Mit welchem Anliegen kommt man hierher?"
    )
    phone = models.CharField(
        "Telefonnummer",
        max_length=40,
        blank=True,
        help_text="Steht auf der Seite wie hier.",
        validators=[
            RegexValidator(
                r"^[0-9 /()+-]*\Z",
                "Eine Telefonnummer besteht aus Ziffern, Leerzeichen und den Zeichen / ( ) + -.",
            )
        ],
    )
    note = models.CharField("Anmerkung", max_length=300, blank=True)
    on_public_holidays = models.CharField(
        "an gesetzlichen Feiertagen",
        max_length=10,
        choices=EFFECTS,
        default="undecided",
        help_text="Solange nichts entschieden ist, steht dort „bitte vorher prüfen“.",
    )
    on_christmas_eve = models.CharField(
        "am 24. Dezember", max_length=10, choices=EFFECTS, default="undecided"
    )
    on_new_years_eve = models.CharField(
        "am 31. Dezember", max_length=10, choices=EFFECTS, default="undecided"
    )
    on_carnival_monday = models.CharField(
        "am Rosenmontag", max_length=10, choices=EFFECTS, default="undecided"
    )

    class Meta(Ordered.Meta):
        verbose_name = "Kontaktweg"
        verbose_name_plural = "Kontaktwege und Sprechzeiten"

    def __str__(self):
        return self.title or "Neuer Kontaktweg"


class OpeningRule(Part):
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="rules")
    weekday = models.PositiveSmallIntegerField("Wochentag", choices=WEEKDAYS)
    opens = models.TimeField("von")
    closes = models.TimeField("bis")

    class Meta(Part.Meta):
        ordering = ["weekday", "opens", "pk"]
        verbose_name = "Sprechzeit"
        verbose_name_plural = "Sprechzeiten"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="opening_rule_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="opening_rule_has_a_day_of_the_week"
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%-H.%M} bis {self.closes:%-H.%M} Uhr"

    def clean(self):
        super().clean()
        refuse_backward_span(self.opens, self.closes)


class HoursException(Part):
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="exceptions")
    first = models.DateField("erster Tag")
    last = models.DateField("letzter Tag")
    effect = models.CharField(
        "dann",
        max_length=10,
        choices={
            "closed": "geschlossen",
            "open": "geöffnet von … bis …",
            "undecided": "noch nicht entschieden",
        },
        default="closed",
    )
    opens = models.TimeField("von", null=True, blank=True)
    closes = models.TimeField("bis", null=True, blank=True)
    reason = models.CharField("Grund", max_length=120, blank=True)

    class Meta(Part.Meta):
        ordering = ["first", "opens", "pk"]
        verbose_name = "Abweichende Zeit"
        verbose_name_plural = "Abweichende Zeiten"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="hours_exception_ends_on_or_after_its_first_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(effect="open")
                | models.Q(opens__isnull=False, closes__isnull=False, closes__gt=models.F("opens")),
                name="hours_exception_that_opens_has_hours",
            ),
        ]

    def __str__(self):
        return f"{self.first:%d.%m.%Y}: {self.get_effect_display()}"

    def clean(self):
        super().clean()
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": "Der letzte Tag liegt vor dem ersten."})
        if self.effect == "open" and not (self.opens and self.closes):
            raise ValidationError({"opens": "Von wann bis wann? Für „geöffnet“ fehlen Zeiten."})
        refuse_backward_span(self.opens, self.closes)
