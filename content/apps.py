from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Inhalte"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        pre_migrate.connect(remove_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)
        post_migrate.connect(make_roles, sender=self)


# These import within: models load after this module.


def remove_triggers(using, plan, **kwargs):
    from content import triggers

    if plan:
        triggers.remove(connections[using])


def install_triggers(using, **kwargs):
    """After every migration: one that alters a table makes it anew on SQLite, without them."""
    from content import triggers

    triggers.install(connections[using])


def make_roles(using, **kwargs):
    from content import roles

    roles.make(using)


class StaffConfig(admin_apps.AdminConfig):
    # Else Django could not tell which of the two "content" in INSTALLED_APPS means.
    default = False
    default_site = "content.admin.site.StaffSite"

    def ready(self):
        # The site is made when it is first asked for, from a module within content.admin, which
        # registers with it. Asked for from outside of it, it would be made twice.
        import_module("content.admin")
        super().ready()
