"""From a saved draft to the public: one page that shows the difference, one confirmation."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from content import publishing, states
from content.admin.widgets import InstantInput
from content.differences import differences
from content.models import Publication
from content.models.base import Content
from content.snapshots import kind_of, snapshot


class InstantForm(forms.Form):
    live_from = forms.SplitDateTimeField(
        label="Ab wann?",
        required=False,
        help_text="Leer: sofort.",
        widget=InstantInput,
    )
    note = forms.CharField(
        label="Was hat sich geändert?",
        required=False,
        max_length=300,
        help_text="Für Ihre Kolleginnen und Kollegen. Muss nicht sein.",
    )

    def clean_live_from(self):
        live_from = self.cleaned_data["live_from"]
        if live_from and live_from <= timezone.now():
            raise forms.ValidationError(
                "Dieser Zeitpunkt ist schon vorbei. Lassen Sie die Felder leer für „sofort“."
            )
        return live_from


class PublishForm(InstantForm):
    confirmed = forms.BooleanField(
        label="Bestätigt",
        required=False,
        help_text="Ich habe den Inhalt geprüft. Er stimmt. Die Seite trägt dann dieses Datum.",
    )
    minor = forms.BooleanField(
        label="Kleine Korrektur",
        required=False,
        help_text="Zum Beispiel ein Tippfehler. Das Datum der Seite bleibt, wie es ist.",
    )
    cancels = forms.MultipleChoiceField(
        label="Geplante Fassungen aufheben",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Haken bleibt eine geplante Fassung bestehen "
        "und ersetzt die jetzige zu ihrer Zeit.",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, obj: Content, coming=(), **kwargs):
        super().__init__(*args, initial={"revision": obj.revision}, **kwargs)
        self.obj = obj
        self.fields["cancels"].choices = [
            (version.number, f"Fassung {version.number}, gilt ab {in_words(version.live_from)}")
            for version in coming
        ]
        if not coming:
            del self.fields["cancels"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("minor") and cleaned.get("confirmed"):
            raise forms.ValidationError(
                "Entweder „Bestätigt“ oder „Kleine Korrektur“: Eine kleine Korrektur lässt Datum "
                "und Bestätigung der Seite, wie sie sind."
            )
        if cleaned.get("revision") != self.obj.revision:
            self.data = self.data | {"revision": self.obj.revision}
            raise forms.ValidationError(
                "Inzwischen hat jemand den Entwurf geändert. Nichts wurde veröffentlicht. "
                "Unten steht der neue Unterschied."
            )
        return cleaned


def in_words(instant) -> str:
    return f"{timezone.localtime(instant):%d.%m.%Y, %H.%M} Uhr"


def fetch(model_admin, request: HttpRequest, object_id: str) -> Content:
    obj = model_admin.get_object(request, object_id)
    if obj is None:
        raise Http404
    if not model_admin.has_change_permission(request, obj):
        raise PermissionDenied
    return obj


def show(request, model_admin, obj, template: str, title: str, **context):
    """A page of ours within the admin's frame."""
    context |= model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "object": obj,
        "title": title,
        "admin_pages": {
            view: model_admin.address(obj, view) for view in ("change", "history", "preview")
        },
    }
    return render(request, f"admin/content/{template}.html", context)


def publish_view(request, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    if publishing.problems(obj):
        return HttpResponseRedirect(model_admin.address(obj, "change") + "?pruefen")
    state = states.state(obj)
    form = PublishForm(request.POST or None, obj=obj, coming=state.coming)
    if request.method == "POST" and form.is_valid() and _publish(request, obj, form):
        return HttpResponseRedirect(model_admin.address(obj, "change"))
    newest = state.newest
    return show(
        request,
        model_admin,
        obj,
        "publish",
        f"„{obj}“ veröffentlichen",
        form=form,
        state=state,
        differences=differences(newest and newest.thing, snapshot(obj)),
    )


def _publish(request, obj: Content, form: PublishForm) -> Publication | None:
    choices = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
    choices["cancels"] = [int(number) for number in choices.get("cancels", [])]
    try:
        publication = publishing.publish(obj, by=request.user, **choices)
    except publishing.Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _announcement(obj, publication))
    return publication


def _announcement(obj: Content, publication: Publication) -> str:
    if publication.live_from > publication.made_at:
        return f"„{obj}“ wird am {in_words(publication.live_from)} öffentlich."
    return f"„{obj}“ ist öffentlich, in etwa einer Sekunde auf jeder Seite."


def withdraw_view(request, model_admin, object_id):
    obj = fetch(model_admin, request, object_id)
    state = states.state(obj)
    if not state.live and not state.coming:
        messages.info(request, f"„{obj}“ ist nicht öffentlich und nicht geplant.")
        return HttpResponseRedirect(model_admin.address(obj, "change"))
    form = InstantForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _withdraw(request, obj, form):
        return HttpResponseRedirect(model_admin.address(obj, "change"))
    return show(
        request,
        model_admin,
        obj,
        "withdraw",
        f"„{obj}“ zurückziehen",
        form=form,
        state=state,
        pointing=publishing.pointing_at(obj.uid),
    )


def _withdraw(request, obj: Content, form: InstantForm) -> Publication | None:
    try:
        publication = publishing.withdraw(obj, by=request.user, **form.cleaned_data)
    except publishing.Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(
        request,
        f"„{obj}“ ist ab {in_words(publication.live_from)} nicht mehr öffentlich. "
        "Alle Fassungen bleiben im Verlauf und lassen sich wiederherstellen.",
    )
    return publication


def cancel_view(request, model_admin, object_id, number):
    obj = fetch(model_admin, request, object_id)
    of_object = Publication.objects.of(kind_of(obj), obj.uid)
    publication = get_object_or_404(of_object, number=number)
    if request.method == "POST":
        try:
            publishing.cancel(publication, by=request.user)
            messages.success(request, f"Die Planung von Fassung {number} ist aufgehoben.")
        except publishing.Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(model_admin.address(obj, "history"))
