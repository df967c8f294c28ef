from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes everything ready to serve; run again, it keeps everything and does what is new."

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        call_command("load_content", stdout=self.stdout)
        call_command("ensure_staff", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
