"""For which kinds of content four eyes are needed: one page, for administrators."""

from collections.abc import Iterable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from content import published, roles
from content.models import FourEyes
from content.snapshots import model_of


class RulesForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label="Hier gelten vier Augen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind, name_of(kind)) for kind in published.KINDS]


def name_of(kind: str) -> str:
    return capfirst(model_of(kind)._meta.verbose_name_plural)


def rules_view(request: HttpRequest):
    if not request.user.has_perm(roles.ADMINISTER):
        raise PermissionDenied
    form = RulesForm(request.POST or None, initial={"kinds": _kinds()})
    if request.method == "POST" and form.is_valid():
        _change(request, set(form.cleaned_data["kinds"]))
        return HttpResponseRedirect(reverse("admin:four_eyes"))
    context = {"title": "Vier-Augen-Regeln", "form": form, "approvers": _approvers()}
    context |= admin.site.each_context(request)
    return TemplateResponse(request, "admin/approval/rules.html", context)


def _kinds() -> list[str]:
    return list(FourEyes.objects.values_list("kind", flat=True))


@transaction.atomic
def _change(request: HttpRequest, wanted: set[str]) -> None:
    stand = set(_kinds())
    FourEyes.objects.filter(kind__in=stand - wanted).delete()
    new = [FourEyes(kind=kind) for kind in sorted(wanted - stand)]
    FourEyes.objects.bulk_create(new, ignore_conflicts=True)  # somebody else may tick it as well
    _log(request, stand - wanted, "Vier Augen gelten hier nicht mehr")
    _log(request, wanted - stand, "Hier gelten jetzt vier Augen")
    said = ", ".join(f"„{name_of(kind)}“" for kind in published.KINDS if kind in wanted)
    messages.success(request, f"Vier Augen gelten jetzt hier: {said or 'nirgends'}.")


def _log(request: HttpRequest, kinds: Iterable[str], message: str) -> None:
    rules = ContentType.objects.get_for_model(FourEyes)
    for kind in sorted(kinds):
        LogEntry.objects.create(
            user=request.user,
            content_type=rules,
            object_id=kind,
            object_repr=name_of(kind),
            action_flag=CHANGE,
            change_message=message,
        )


def _approvers() -> list[User]:
    """Who has the role, by themselves or as administrators."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return list(User.objects.with_perm(roles.APPROVE, backend=backend).order_by("username"))
