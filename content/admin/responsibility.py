"""Who keeps an object: the field in its form, the words on its page, the filter of its list.

Nobody gives an object to others, or takes one of theirs, by the way in which it is used.
"""

from collections.abc import Iterable
from copy import copy
from itertools import chain

from django.contrib.admin import SimpleListFilter
from django.forms import BaseModelForm
from django.utils.safestring import mark_safe

from content import roles
from content.models import Checklist, Download, Language, Service, ServiceArea
from content.models.base import Content
from content.models.fields import RichTextField
from content.published import Thing

# The fields that say it, and what it means to say nothing.
SAYING = ("responsible", "area")
UNSAID = {
    Service: "das Sachgebiet der Dienstleistung",
    Checklist: "die Sachgebiete der Dienstleistungen, die sie verwenden",
    Download: "die Sachgebiete der Dienstleistungen, die es verwenden",
}
USED = {"checklists": Checklist, "downloads": Download}

GIVEN_AWAY = (
    "Damit gehörte dies einem anderen Sachgebiet, und Sie könnten es nicht mehr ändern. Das kann "
    "nur, wer für beide zuständig ist, oder die Administration."
)


# --- In the form


def offer(form: BaseModelForm) -> None:
    """Only areas to which the account can give it, and the one to which it belongs."""
    fields = {name: form.fields[name] for name in SAYING if name in form.fields}
    if "responsible" in fields:
        fields["responsible"].empty_label = UNSAID.get(type(form.instance), "alle")
        fields["responsible"].help_text = "Wer das pflegt. Steht nicht auf der Website."
    areas = list(ServiceArea.objects.all()) if fields else []  # asked once for both
    for name, field in fields.items():
        offered = areas
        if not roles.has_all_areas(form.user):
            own = roles.own_areas(form.user) | {getattr(form.instance, f"{name}_id")}
            offered = [area for area in areas if area.pk in own]
            field.queryset = field.queryset.filter(pk__in=own - {None})
        field.choices = [("", field.empty_label), *((area.pk, str(area)) for area in offered)]


def refuse(form: BaseModelForm) -> None:
    """What was typed and would give the object away, or take a list or a file of others."""
    typed = form.cleaned_data
    draft = _draft(form.instance, {name: typed[name] for name in SAYING if name in typed})
    if not roles.is_responsible(form.user, draft):
        for name in set(SAYING) & set(form.changed_data):
            form.add_error(name, GIVEN_AWAY)
        return
    for name in USED.keys() & typed.keys():
        if {name, *SAYING} & set(form.changed_data):
            for used in _taken(form.user, draft, typed[name]):
                form.add_error(name, _taken_in_words(used))


def loading_is_refused(user, obj: Content, thing: Thing) -> bool:
    """An older version may say another area, or use other lists."""
    if not isinstance(obj, Service):
        return False
    draft = _draft(obj, {"area": ServiceArea.objects.filter(uid=thing.area).first()})
    used = (model.objects.filter(uid__in=getattr(thing, name)) for name, model in USED.items())
    given_away = not roles.is_responsible(user, draft)
    return given_away or any(_taken(user, draft, rows) for rows in used)


def _draft(obj: Content, said: dict) -> Content:
    """A copy: the form shows the object as it stands when it is refused."""
    draft = copy(obj)
    for name, value in said.items():
        setattr(draft, name, value)
    return draft


def _taken(user, service: Content, used) -> list[Content]:
    return [one for one in roles.with_areas(used) if roles.takes(user, service, one)]


def _taken_in_words(used: Content) -> str:
    return (
        f"„{used}“: {kept_by(used)} Wer das hier einträgt, könnte es auch ändern. Bitten Sie "
        "darum, dort das Feld „zuständig“ auszufüllen; danach können Sie es hier verwenden."
    )


# --- For who only looks


def show(context: dict, obj: Content) -> None:
    """Who keeps it; and texts as they look: they were cleaned when they were saved."""
    context["kept_by"] = kept_by(obj)
    parts = [inline.formset.forms for inline in context["inline_admin_formsets"]]
    for form in [context["adminform"].form, *chain.from_iterable(parts)]:
        for field in form.instance._meta.fields:
            if isinstance(field, RichTextField):
                text = getattr(form.instance, field.name)
                setattr(form.instance, field.name, mark_safe(text))


def kept_by(obj: Content) -> str:
    if isinstance(obj, Language):
        return "Das pflegt die Administration."
    names = [f"„{area}“" for area in _areas(obj)]
    if not names:
        return "Das pflegt die Redaktion."
    if len(names) == 1:
        return f"Das pflegt das Sachgebiet {names[0]}."
    return f"Das pflegen die Sachgebiete {', '.join(names[:-1])} und {names[-1]}."


def _areas(obj: Content) -> Iterable[ServiceArea]:
    known = {area.pk: area for area in (getattr(obj, "area", None),) if area}
    keys = roles.areas_of(obj)
    return known.values() if known.keys() == keys else ServiceArea.objects.filter(pk__in=keys)


# --- In the list


def tell(rows: Iterable[Content]) -> None:
    """Put beside each object of a list the areas that keep it."""
    titles = {area.pk: str(area) for area in ServiceArea.objects.all()}
    for obj in rows:
        obj.areas = ", ".join(title for pk, title in titles.items() if pk in roles.areas_of(obj))


class AreaFilter(SimpleListFilter):
    title = "Zuständigkeit"
    parameter_name = "zustaendig"
    MINE = "ich"

    def lookups(self, request, model_admin):
        areas = [(str(area.pk), str(area)) for area in ServiceArea.objects.all()]
        return [(self.MINE, "was ich ändern darf"), *areas]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen not in dict(self.lookup_choices):
            return queryset
        every = roles.with_areas(queryset.model._default_manager.all())
        if chosen == self.MINE:
            found = [obj.pk for obj in every if roles.may_change(request.user, obj)]
        else:
            found = [obj.pk for obj in every if int(chosen) in roles.areas_of(obj)]
        return queryset.filter(pk__in=found)
