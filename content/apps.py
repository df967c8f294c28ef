from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Inhalte"
    default_auto_field = "django.db.models.BigAutoField"


class StaffConfig(admin_apps.AdminConfig):
    # Else Django could not tell which of the two "content" in INSTALLED_APPS means.
    default = False
    default_site = "content.admin.site.StaffSite"

    def ready(self):
        # The site is made when it is first asked for, from a module within content.admin, which
        # registers with it. Asked for from outside of it, it would be made twice.
        import_module("content.admin")
        super().ready()
