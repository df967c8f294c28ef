"""The frame of the staff's pages: the office's name, its groups of concepts, the front page."""

from functools import update_wrapper

import js_asset
from csp.constants import NONCE
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog

from content import edition, gallery
from content.admin import keeping

GROUPS = {
    "Inhalte": [
        "notice",
        "service",
        "checklist",
        "download",
        "page",
        "term",
        "translation",
        "openquestion",
        "preview",
    ],
    "Dienststelle": ["office", "servicearea", "channel", "directions", "language"],
}
REST = "Verwaltung"


class StaffSite(AdminSite):
    index_title = "Website-Verwaltung"
    site_url = "/"

    def each_context(self, request):
        office = edition.newest().current(timezone.now()).office
        name = f"{office.name} Verwaltung" if office else "Verwaltung"
        return super().each_context(request) | {
            "office": office,
            "site_title": name,
            "site_header": name,
        }

    def get_urls(self):
        # They have models, which load after this module.
        from content.admin import approval, attention, howto, preview, search, translations

        return [
            *translations.urls(self),
            *preview.urls(self),
            *approval.urls(self),
            path("aufmerksamkeit/<slug:slug>/", self.admin_view(attention.topic), name="attention"),
            path("suche/", self.admin_view(search.search), name="search"),
            path("so-geht-es/", self.admin_view(howto.howto), name="howto"),
            path("bausteine/", self.admin_view(gallery.gallery), name="gallery"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """All pages behind the sign-in: a refusal stays in the frame."""

        def inner(request, *args, **kwargs):
            if must_choose_password(request):
                return redirect("admin:password_change")
            try:
                response = view(request, *args, **kwargs)
            except PermissionDenied:
                return self._refusal(request)
            _allow_importmap(request, response)
            keeping.tell_saved(request, response)
            # The policy names the nonce only where a page has asked for one; a preview allows
            # more by itself.
            response._csp_update = {"script-src": NONCE} | getattr(response, "_csp_update", {})
            return response

        return super().admin_view(update_wrapper(inner, view), cacheable)

    def password_change(self, request, extra_context=None):
        with transaction.atomic():  # "nothing was saved" must be true of both
            response = super().password_change(request, extra_context)
            if response.status_code == 302:
                _one_time_passwords().filter(user=request.user).delete()
            return response

    def _refusal(self, request):
        context = self.each_context(request) | {"title": "Das darf Ihr Konto nicht"}
        return TemplateResponse(request, "admin/403.html", context, status=403)

    def index(self, request, extra_context=None):
        from content.admin import attention  # has models, which load after this module

        return super().index(request, attention.front(request) | (extra_context or {}))

    def i18n_javascript(self, request, extra_context=None):
        """The words of the text editor as well as the admin's own."""
        packages = ["django.contrib.admin", "django_prose_editor"]
        return JavaScriptCatalog.as_view(packages=packages)(request)

    def get_app_list(self, request, app_label=None):
        """Grouped by what they mean to the office, in its order, not by Django's apps."""
        from content.admin import approval, translations  # have models, which load after this

        found = [
            model
            for app in self._build_app_dict(request, app_label).values()
            for model in app["models"]
        ]
        by_name = {model["model"]._meta.model_name: model for model in found}
        if "user" in by_name:
            by_name["user"]["name"] = "Konten"
        if translations.may_view(request.user):
            by_name["translation"] = self._translations()
        if request.user.has_module_perms("content"):
            by_name["preview"] = self._any_day()
        if approval.may_rule(request.user):
            by_name["foureyes"] = approval.entry(self)
        groups = {
            group: [by_name.pop(name) for name in names if name in by_name]
            for group, names in GROUPS.items()
        }
        groups[REST] = list(by_name.values())
        return [self._group(name, models) for name, models in groups.items() if models]

    def _translations(self):
        """The translators' desk among the concepts: it has pages of its own."""
        return {
            "name": "Übersetzungen",
            "object_name": "Translation",
            "admin_url": reverse("admin:translations", current_app=self.name),
            "add_url": None,
        }

    def _any_day(self):
        return {
            "name": "Die Website an einem Tag",
            "object_name": "Preview",
            "admin_url": reverse("admin:site_preview", current_app=self.name),
            "add_url": None,
        }

    def _group(self, name, models):
        return {
            "name": name,
            "app_label": name.lower(),
            "app_url": reverse("admin:index", current_app=self.name),
            "has_module_perms": True,
            "models": models,
        }

    def app_index(self, request, app_label, extra_context=None):
        """What Django calls an app is nothing to the office: the breadcrumbs lead to the front."""
        return self.index(request, extra_context)


def _allow_importmap(request, response) -> None:
    """The text editor's import map has to stand in the page: the policy lets it by a nonce."""
    context = getattr(response, "context_data", None) or {}
    if isinstance(context.get("media"), js_asset.Media):
        context["media"] = context["media"].with_nonce(request.csp_nonce)


def must_choose_password(request) -> bool:
    """Signed in with the password that a command has printed, and not about to change it."""
    if request.resolver_match.url_name in {"password_change", "logout", "jsi18n"}:
        return False
    return _one_time_passwords().filter(user_id=request.user.pk).exists()


def _one_time_passwords():
    from content.models import OneTimePassword  # models load after this module

    return OneTimePassword.objects
