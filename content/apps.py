from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db import connections
from django.db.models.signals import post_migrate

from content import triggers


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Inhalte"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # After every migration: one that alters the table makes it anew on SQLite, without them.
        post_migrate.connect(install_triggers, sender=self)


def install_triggers(using, **kwargs):
    triggers.install(connections[using])


class StaffConfig(admin_apps.AdminConfig):
    # Else Django could not tell which of the two "content" in INSTALLED_APPS means.
    default = False
    default_site = "content.admin.site.StaffSite"

    def ready(self):
        # The site is made when it is first asked for, from a module within content.admin, which
        # registers with it. Asked for from outside of it, it would be made twice.
        import_module("content.admin")
        super().ready()
