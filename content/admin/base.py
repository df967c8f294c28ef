"""What the admin of every concept has in common: drafts, states, and the way to the public."""

import logging

from django.contrib import admin, messages
from django.contrib.messages.storage import default_storage
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from content import (
    contributing,
    edition,
    publishing,
    refusals,
    roles,
    states,
    trouble,
    uploads,
)
from content.admin import (
    advice,
    approval,
    history,
    overtaken,
    presence,
    preview,
    problems,
    publish,
    quoting,
    redaction,
    responsibility,
    standing,
)
from content.admin.form import ContentForm
from content.admin.merging import OPENED
from content.admin.parts import PartInline
from content.admin.preview import beside
from content.admin.widgets import PlainFields
from content.models import Publication
from content.models.base import Content
from content.snapshots import kind_of, with_parts
from content.templatetags.people import full_name

logger = logging.getLogger("content.desk")


class ContentAdmin(PlainFields, admin.ModelAdmin):
    form = ContentForm
    actions = None
    change_form_template = "admin/content/change_form.html"
    list_display = ["__str__", "state", "kept_by", "saved"]
    list_filter = [responsibility.AreaFilter]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["title"]
    readonly_fields = ["uid"]
    folded = {
        "Adresse und Kennung": ["slug", "uid"],
        "Herkunft und Zuständigkeit": ["source_as_of", "source_note", "responsible"],
    }
    save_on_top = False

    def get_queryset(self, request):
        rows = with_parts(super().get_queryset(request)).select_related("changed_by")
        return roles.with_areas(rows)

    def get_urls(self):
        def own(route, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(
                f"<path:object_id>/{route}",
                lambda request, **kwargs: wrapped(request, model_admin=self, **kwargs),
                name=f"content_{self.opts.model_name}_{name}",
            )

        return [
            *preview.of_object(own),
            *(own(*page) for page in approval.PAGES),
            own("anwesend/", presence.sign_view, "presence"),
            own("veroeffentlichen/", publish.publish_view, "publish"),
            own("zurueckziehen/", publish.withdraw_view, "withdraw"),
            own("aufheben/<int:number>/", publish.cancel_view, "cancel"),
            own("fassungen/<int:number>/", history.version_view, "version"),
            own("fassungen/<int:number>/wiederherstellen/", history.restore_view, "restore"),
            own("entwuerfe/<int:number>/", history.proposal_view, "proposal"),
            own("sinn/<int:number>/zuruecknehmen/", history.revoke_view, "revoke"),
            own("entwuerfe/<int:number>/verwerfen/", history.discard_view, "discard"),
            own("korrigieren/", history.correct_view, "correct"),
            own("schwaerzen/", redaction.redact_view, "redact"),
            *super().get_urls(),
        ]

    def address(self, obj: Content, view: str, **kwargs) -> str:
        name = f"admin:content_{self.opts.model_name}_{view}"
        return reverse(name, kwargs={"object_id": obj.pk, **kwargs})

    # --- The list

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        found = states.states(changelist.result_list)
        for obj in changelist.result_list:
            obj.state = found[obj.uid]
        responsibility.tell(changelist.result_list)
        return changelist

    @admin.display(description="Stand")
    def state(self, obj):
        confirmed = "" if obj.state.confirmed or not obj.state.live else ", nicht bestätigt"
        return f"{obj.state.label}{confirmed}"

    @admin.display(description="zuständig", empty_value="alle")
    def kept_by(self, obj):
        return obj.areas

    @admin.display(description="zuletzt gespeichert", ordering="changed_at")
    def saved(self, obj):
        when, who = timezone.localtime(obj.changed_at), full_name(obj.changed_by)
        return f"{when:%d.%m.%Y, %-H.%M} Uhr" + (f", {who}" if who else "")

    # --- The form

    def get_changeform_initial_data(self, request):
        """Nothing from the address: none of our links says anything there."""
        return {}

    def get_fields(self, request, obj=None):
        """Who may only look writes over nobody: what was opened would be shown as a text."""
        fields = super().get_fields(request, obj)
        if self.has_change_permission(request, obj):
            return fields
        return [name for name in fields if name not in OPENED]

    def get_fieldsets(self, request, obj=None):
        """The concept's fields as they stand, then what one rarely needs, folded."""
        fields = self.get_fields(request, obj)
        rare = {
            title: [name for name in names if name in fields]
            for title, names in self.folded.items()
        }
        usual = [name for name in fields if not any(name in names for names in rare.values())]
        return [(None, {"fields": usual})] + [
            (title, {"fields": names, "classes": ["collapse"]})
            for title, names in rare.items()
            if names
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            uploads.refuse_lost(request)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (DatabaseError, OSError) as error:
            request.trouble = request.method == "POST" and trouble.of(error)
            if request.trouble in (False, None, trouble.BROKEN_OFF):
                raise
            logger.error("Not saved: %s", error)
            request._messages = default_storage(request)  # without "saved", said before it failed
        # Past the transaction that the view begins: this one only reads.
        return self._changeform_view(request, object_id, form_url, extra_context)

    def _changeform_view(self, request, object_id, *args):
        """Within the transaction that saves, before the forms are made of what was sent."""
        if request.method == "POST" and object_id and not getattr(request, "trouble", None):
            request.overtaken = overtaken.meet(request, self, object_id)
        return super()._changeform_view(request, object_id, *args)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """What somebody typed in a draft that a colleague has deleted is offered as a new one."""
        if request.method != "POST" or not self.has_add_permission(request):
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        request.trouble = trouble.DELETED
        add = reverse(f"admin:content_{self.opts.model_name}_add")
        return self._changeform_view(request, None, add, None)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        form.trouble = getattr(request, "trouble", None)
        form.overtaken = getattr(request, "overtaken", None)
        return form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if found := getattr(request, "trouble", None):
            # In the place of "please correct the errors": there is none to correct.
            context |= {"trouble": found, "errors": []}
        if found := getattr(request, "overtaken", None):
            context |= {"overtaken": found, "errors": []}
        overtaken.remember(context)
        context["presence"] = self._presence(request, obj)
        known = refusals.published()
        if self.has_change_permission(request, obj):
            context |= quoting.offered(self.opts.model_name, known)
        else:
            responsibility.show(context, obj)
        if obj:
            saved = obj
            if request.method == "POST":  # its form has written into it what is not saved
                saved = context["original"] = self.get_queryset(request).get(pk=obj.pk)
            context |= standing.told(self, saved, states.states([saved], of=known)[obj.uid]) | {
                "admin_pages": {
                    view: self.address(obj, view)
                    for view in ("publish", "withdraw", "preview", "history")
                },
            }
            if request.method == "GET" and self.has_change_permission(request, obj):
                advice.show(context, obj)
            if request.method == "GET" and "pruefen" in request.GET:
                problems.show(context, publishing.problems(obj))
        response = super().render_change_form(request, context, add, change, form_url, obj)
        return beside.show(request, response, self, obj)

    def _presence(self, request, obj):
        if not obj or not self.has_change_permission(request, obj):
            return None
        place = presence.Place(kind_of(obj), obj.uid)
        return presence.opened(place, request.user, self.address(obj, "presence"))

    def save_related(self, request, form, formsets, change):
        """With its parts: who only opened and closed it has not written on it."""
        super().save_related(request, form, formsets, change)
        if not change or any(one.has_changed() for one in [form, *formsets]):
            contributing.note(form.instance, request.user)
            form.instance.save(update_fields=["revision", "changed_by", "changed_at"])

    def response_change(self, request: HttpRequest, obj: Content):
        for view in ("publish", "preview"):
            if f"_{view}" in request.POST:
                return HttpResponseRedirect(self.address(obj, view))
        messages.success(request, f"Der Entwurf „{obj}“ ist gespeichert. Öffentlich ist er nicht.")
        # Its parts as they were saved just now.
        for told in advice.after_saving(request, self.get_queryset(request).get(pk=obj.pk)):
            messages.warning(request, told)
        return HttpResponseRedirect(self.address(obj, "change") + beside.kept(request))

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def history_view(self, request, object_id, extra_context=None):
        return history.history_view(request, model_admin=self, object_id=object_id)

    # --- What one may do

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or roles.is_responsible(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        """What was ever published is withdrawn, not deleted."""
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return True
        key = kind_of(obj), obj.uid
        published = edition.newest().versions(key) or Publication.objects.of(*key).exists()
        return not published and roles.is_responsible(request.user, obj)


class SingleAdmin(ContentAdmin):
    """A concept of which there is one record."""

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not self._exists()

    def _exists(self) -> bool:
        """Every page asks it, for what it offers: mostly memory knows."""
        public = edition.newest().current(timezone.now()).stock.lists[self.opts.model_name]
        return bool(public) or self.model.objects.exists()


__all__ = ["ContentAdmin", "ContentForm", "PartInline", "SingleAdmin"]
