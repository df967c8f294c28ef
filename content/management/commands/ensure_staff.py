import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand

from content.models import OneTimePassword


class Command(BaseCommand):
    help = (
        "Creates the role that accounts can be given. When there is no account yet, creates the "
        "account admin and prints its one-time password."
    )

    def handle(self, **options):
        self._ensure_role()
        self._ensure_account()

    def _ensure_role(self):
        """Also for concepts that came with an update."""
        role, _ = Group.objects.get_or_create(name="Redaktion")
        role.permissions.set(Permission.objects.filter(content_type__app_label="content"))

    def _ensure_account(self):
        User = get_user_model()
        if User.objects.exists():
            return
        password = secrets.token_urlsafe(12)
        user = User.objects.create_superuser("admin", password=password)
        OneTimePassword.objects.create(user=user)
        self.stdout.write(
            f"Konto admin, Passwort für die erste Anmeldung (wird nur jetzt gezeigt): {password}"
        )
