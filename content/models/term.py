from django.db import models

from content.models.base import Sourced


class Term(Sourced):
    term = models.CharField(
        "Amtlicher Begriff",
        max_length=120,
        blank=True,
        help_text="Wie er in Briefen steht. Er bleibt in jeder Sprache deutsch.",
    )
    words = models.CharField(
        "Wortformen",
        max_length=300,
        blank=True,
        help_text="So kommt das Wort in den Texten vor, mit Komma getrennt, die übliche Form "
        "zuerst: Aufenthaltstitel, Aufenthaltstitels.",
    )
    explanation = models.CharField(
        "Erklärung",
        max_length=400,
        blank=True,
        help_text="Ein oder zwei kurze Sätze. Ohne Erklärung erscheint der Begriff nirgends.",
    )

    class Meta:
        verbose_name = "Begriff"
        verbose_name_plural = "Begriffe, die wir erklären"
        ordering = ["term"]

    def __str__(self):
        return self.term or "Neuer Begriff"
