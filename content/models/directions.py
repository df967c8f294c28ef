from django.db import models

from content.models.base import Part, Sourced
from content.models.fields import RichTextField


class Directions(Sourced):
    title = models.CharField("Titel", max_length=120, blank=True)
    introduction = models.CharField("Einleitung", max_length=300, blank=True)
    building = models.CharField(
        "Gebäude", max_length=80, blank=True, help_text="Der Name, der außen am Gebäude steht."
    )
    entrance = models.CharField(
        "Eingang daneben", max_length=80, blank=True, help_text="Wonach man sich richten kann."
    )
    door_side = models.CharField(
        "Unsere Tür ist",
        max_length=5,
        blank=True,
        choices={"left": "links davon", "right": "rechts davon"},
        help_text="Mit Gebäude und Eingang entsteht daraus eine kleine Zeichnung.",
    )
    step_free = RichTextField("Ohne Stufen", blank=True)

    class Meta:
        verbose_name = "Anfahrt"
        verbose_name_plural = "Anfahrt"

    def __str__(self):
        return self.title or "Anfahrt"


class DirectionsStep(Part):
    directions = models.ForeignKey(Directions, models.CASCADE, related_name="steps")
    text = models.CharField("Schritt", max_length=300)

    class Meta(Part.Meta):
        verbose_name = "Schritt"
        verbose_name_plural = "Der Weg in Schritten"

    def __str__(self):
        return self.text


class TransportStop(Part):
    directions = models.ForeignKey(Directions, models.CASCADE, related_name="stops")
    means = models.CharField("womit", max_length=80, help_text="Zum Beispiel „Straßenbahn“.")
    stop = models.CharField("Haltestelle", max_length=120)
    lines = models.CharField("Linien", max_length=120, blank=True)

    class Meta(Part.Meta):
        verbose_name = "Haltestelle"
        verbose_name_plural = "Bus und Bahn"

    def __str__(self):
        return self.stop
