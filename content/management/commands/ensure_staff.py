import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from content.models import OneTimePassword


class Command(BaseCommand):
    help = (
        "When there is no account yet, creates the account admin and prints its one-time password."
    )

    def handle(self, **options):
        User = get_user_model()
        if User.objects.exists():
            return
        password = secrets.token_urlsafe(12)
        user = User.objects.create_superuser("admin", password=password)
        OneTimePassword.objects.create(user=user)
        self.stdout.write(
            f"Konto admin, Passwort für die erste Anmeldung (wird nur jetzt gezeigt): {password}"
        )
