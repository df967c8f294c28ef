"""Lists whose order is the public one: two buttons in each row instead of numbers to type."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html

from content import contributing

STEPS = {"hoch": -1, "runter": 1}


class OrderedAdmin:
    """For models with a ``position``; mix in before ModelAdmin."""

    # Sorted otherwise, "further up" would mean nothing.
    sortable_by = ()

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return [*shown, "move_buttons"] if self.has_change_permission(request) else shown

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        for obj in changelist.result_list:
            obj.may_move = self.has_change_permission(request, obj)
        return changelist

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<path:object_id>/<str:step>-setzen/", view, name=name), *super().get_urls()]

    @admin.display(description="Reihenfolge", empty_value="\N{NO-BREAK SPACE}")
    def move_buttons(self, obj):
        if not obj.may_move:
            return ""
        return format_html(
            '<span class="move" id="platz-{pk}">'
            '<button formaction="{up}" aria-label="{name} nach oben">nach oben</button> '
            '<button formaction="{down}" aria-label="{name} nach unten">nach unten</button></span>',
            pk=obj.pk,
            name=obj,
            up=self._move_address(obj, "hoch"),
            down=self._move_address(obj, "runter"),
        )

    def _move_address(self, obj, step):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_move"
        return reverse(name, kwargs={"object_id": obj.pk, "step": step})

    def move_view(self, request, object_id, step):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        obj = self.get_object(request, unquote(object_id))
        if obj is None or step not in STEPS:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        self._announce(request, obj, self.move(request, obj, STEPS[step]))
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{changelist}#platz-{obj.pk}")

    @transaction.atomic
    def move(self, request, obj, by: int) -> int | None:
        """Swap with the neighbour; the new place, counted from 1, or None at the end of the list.

        Equal positions become different ones; whoever already stands right is not touched.
        """
        rows = list(self.model._default_manager.select_for_update())
        old = rows.index(obj)
        new = old + by
        if not 0 <= new < len(rows):
            return None
        rows[old], rows[new] = rows[new], rows[old]
        for position, row in enumerate(rows):
            if row.position != position:
                row.position = position
                contributing.note(row, request.user)
                row.save(update_fields=["position", "revision", "changed_by", "changed_at"])
        self.log_change(request, obj, f"Reihenfolge: jetzt Platz {new + 1}")
        return new + 1

    def _announce(self, request, obj, place: int | None) -> None:
        if place is None:
            messages.info(request, f"„{obj}“ steht schon am Ende der Liste.")
            return
        messages.success(
            request,
            f"„{obj}“ steht jetzt auf Platz {place}. Öffentlich wird die neue Reihenfolge, "
            "sobald Sie alles veröffentlichen, was jetzt als geändert gilt.",
        )
