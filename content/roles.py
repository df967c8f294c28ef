"""What accounts may do: four roles, made after every migration, and for what one is responsible.

A role says what one may do at all, the profile with what. Roles add up.
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet

from content.models import Checklist, Download, Profile, Service, ServiceArea
from content.models.base import Content

EDITOR, TRANSLATOR, APPROVER, ADMINISTRATOR = (
    "Redaktion",
    "Übersetzung",
    "Freigabe",
    "Administration",
)
EXPLAINED = {
    EDITOR: "schreibt und veröffentlicht, was zu den eigenen Sachgebieten gehört oder zu keinem",
    TRANSLATOR: "schreibt und veröffentlicht Übersetzungen in die eigenen Sprachen",
    APPROVER: "gibt frei, was andere geschrieben haben, und zeichnet gegen",
    ADMINISTRATOR: "darf alles, auch Konten und Regeln",
}

APPROVE = "content.approve_proposal"
PUBLISH_ALONE = "content.publish_alone"
REDACT = "content.redact_publication"
VIEW_TRANSLATIONS = "content.view_translation"
TRANSLATE = "content.change_translation"
ADMINISTER = "content.change_foureyes"
# Which areas there are, and what there is once, is no editor's matter.
NOT_EDITORS = {"add_servicearea", "delete_servicearea", "add_office", "add_directions"}


def make(using: str) -> None:
    """Create the roles with what they allow, also for concepts that came with an update."""
    for label in ("content", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    every = Permission.objects.using(using)
    content = every.filter(content_type__app_label="content")
    accounts = every.filter(content_type__app_label="auth", content_type__model="user")
    for name, codenames in _codenames().items():
        _set(using, name, content.filter(codename__in=codenames))
    _set(using, ADMINISTRATOR, content | accounts)


def _set(using: str, name: str, permissions: Iterable[Permission]) -> None:
    role, _ = Group.objects.using(using).get_or_create(name=name)
    role.permissions.set(permissions)


def _codenames() -> dict[str, set[str]]:
    """Everybody sees all contents. Languages, and which areas there are, the administrators say;
    and they add what there is once.

    A part of an object needs none: it is changed by who may change its object.
    """
    models = apps.get_app_config("content").get_models()
    contents = {_name(model) for model in models if issubclass(model, Content)}
    seen = {f"view_{name}" for name in contents | {"openquestion", "translation"}}
    written = (contents | {"openquestion"}) - {"language"}
    changed = {f"{verb}_{name}" for verb in ("add", "change", "delete") for name in written}
    return {
        EDITOR: seen | changed - NOT_EDITORS,
        TRANSLATOR: seen | {"change_translation"},
        APPROVER: seen | {"approve_proposal"},
    }


def _name(model: type) -> str:
    return model._meta.model_name


# --- For what an account is responsible

USED_BY_SERVICES = (Checklist, Download)


def areas_of(obj: Content) -> set[int]:
    """The keys of the areas to which an object belongs: as somebody has said, else as it is used.

    None for what belongs to nobody alone.
    """
    if isinstance(obj, ServiceArea):
        return {obj.pk}
    if obj.responsible_id:
        return {obj.responsible_id}
    if isinstance(obj, Service):
        return {obj.area_id} - {None}
    if isinstance(obj, USED_BY_SERVICES) and obj.pk:
        return set().union(*(areas_of(service) for service in obj.services.all()))
    return set()


def with_areas(queryset: QuerySet) -> QuerySet:
    """All that ``areas_of`` needs of these objects, in one query more."""
    used = issubclass(queryset.model, USED_BY_SERVICES)
    return queryset.prefetch_related("services") if used else queryset


def is_responsible(user, obj: Content) -> bool:
    areas = areas_of(obj)
    return not areas or has_all_areas(user) or bool(areas & own_areas(user))


def has_all_areas(user) -> bool:
    return user.has_perm(ADMINISTER) or _own(user, "areas", "pk")[0]


def own_areas(user) -> set[int]:
    return _own(user, "areas", "pk")[1]


def takes(user, service: Service, used: Checklist | Download) -> bool:
    """Whether one would become responsible for another area's list or file by using it.

    It belongs to the areas of its services, as long as nobody has said to which one.
    """
    joining = areas_of(service) - areas_of(used)
    return bool(joining) and not used.responsible_id and not is_responsible(user, used)


def may_change(user, obj: Content) -> bool:
    return user.has_perm(f"content.change_{_name(obj)}") and is_responsible(user, obj)


def may_translate(user, code: str) -> bool:
    """Into the language with this code."""
    if not user.has_perm(TRANSLATE):
        return False
    everything, codes = _own(user, "languages", "code")
    return everything or code in codes or user.has_perm(ADMINISTER)


def _own(user, of: str, field: str) -> tuple[bool, set]:
    """Whether all, and which. Asked once for each request: an account is a new object in each."""
    known = user.__dict__.setdefault("_responsible_for", {})
    if of not in known:
        rows = Profile.objects.filter(user_id=user.pk).values_list(f"all_{of}", f"{of}__{field}")
        known[of] = any(all_of for all_of, _ in rows), {one for _, one in rows} - {None}
    return known[of]
