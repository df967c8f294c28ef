from django.conf import settings
from django.db import models


class OneTimePassword(models.Model):
    """The account's password was made by a command and shown; its owner must choose another."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )

    class Meta:
        verbose_name = "Einmalpasswort"
        verbose_name_plural = "Einmalpasswörter"

    def __str__(self):
        return f"Einmalpasswort von {self.user}"
