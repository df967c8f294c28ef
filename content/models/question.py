from django.db import models


class OpenQuestion(models.Model):
    """What nobody of the office has answered yet; for staff only, never guessed at."""

    number = models.CharField("Nr.", max_length=8, unique=True)
    text = models.TextField("Frage")
    answer = models.TextField(
        "Antwort",
        blank=True,
        help_text="Beantwortet und im Inhalt angepasst? Dann halten Sie es hier fest.",
    )
    touches = models.JSONField("betrifft", default=list, editable=False)  # uids of objects

    class Meta:
        verbose_name = "Offene Frage"
        verbose_name_plural = "Offene Fragen"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.number}: {self.text}"
