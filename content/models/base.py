"""What every object of the working copy and every part of it has."""

import secrets
import string

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify

ALPHABET = string.ascii_lowercase + string.digits


def new_uid() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "_": "-"})


def german_slug(title: str) -> str:
    return slugify(title.lower().translate(UMLAUTS))[:80].strip("-")


class Identified(models.Model):
    """Its uid survives reordering, deletion and restore; texts and references go by it."""

    uid = models.CharField(
        "Kennung",
        max_length=60,
        unique=True,
        default=new_uid,
        editable=False,
        help_text="Mit dieser Kennung übernehmen Texte Angaben von hier.",
    )

    class Meta:
        abstract = True


class Part(Identified):
    position = models.PositiveIntegerField("Reihenfolge", default=0, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Content(Identified):
    """An object that staff edit and publish. Saving changes nothing that the public sees."""

    source_note = models.TextField(
        "Herkunft",
        blank=True,
        help_text="Nur für Sie und Ihre Kolleginnen und Kollegen: Woher kommen die Angaben?",
    )
    responsible = models.ForeignKey(
        "ServiceArea",
        models.PROTECT,
        verbose_name="zuständig",
        related_name="+",
        null=True,
        blank=True,
        help_text="Das Sachgebiet, das dies pflegt. Leer: alle. Steht nicht auf der Website.",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField("zuletzt gespeichert", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="zuletzt gespeichert von",
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        abstract = True


class Sourced(Content):
    source_as_of = models.CharField(
        "Stand der Quelle",
        max_length=60,
        blank=True,
        help_text="Woher die Angaben stammen, hat diesen Stand, zum Beispiel „August 2023“. "
        "Steht auf der Seite, solange niemand von Ihnen die Angaben bestätigt hat.",
    )

    class Meta:
        abstract = True


class Addressed(models.Model):
    slug = models.SlugField(
        "Adresse",
        max_length=80,
        blank=True,
        help_text="Der letzte Teil der Internet-Adresse: kleine Buchstaben, Ziffern, "
        "Bindestriche. Leer: Sie entsteht beim Speichern aus dem Titel. Nach einer Änderung "
        "leitet die frühere Adresse auf die neue weiter.",
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
                "Eine Adresse besteht aus kleinen Buchstaben, Ziffern und einzelnen "
                "Bindestrichen dazwischen.",
            )
        ],
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.slug = self.slug or german_slug(self.title)
        super().save(*args, **kwargs)


class Ordered(models.Model):
    position = models.PositiveIntegerField("Reihenfolge", default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "title"]
