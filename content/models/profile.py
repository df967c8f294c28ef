from django.conf import settings
from django.db import models


class Profile(models.Model):
    """For what an account is responsible, within what its roles allow.

    Editors change what belongs to their areas, or to none; translators write their languages.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    all_areas = models.BooleanField("alle Sachgebiete", default=False)
    areas = models.ManyToManyField(
        "ServiceArea", verbose_name="Sachgebiete", related_name="+", blank=True
    )
    all_languages = models.BooleanField("alle Sprachen", default=False)
    languages = models.ManyToManyField(
        "Language", verbose_name="Sprachen", related_name="+", blank=True
    )

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeit"

    def __str__(self):
        return str(self.user)
