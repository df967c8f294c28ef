"""What accounts may do: four roles, made after every migration, and for what one is responsible.

A role says what one may do at all, the profile with what. Roles add up.
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from content.models import Checklist, Download, Profile, Service, ServiceArea
from content.models.base import Content, Part

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
TRANSLATE = "content.change_translation"
ADMINISTER = "content.change_foureyes"


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
    """Everybody sees all contents. Languages are the administrators'."""
    models = apps.get_app_config("content").get_models()
    written = {_name(model) for model in models if issubclass(model, Content | Part)}
    seen = {f"view_{name}" for name in written | {"openquestion", "translation"}}
    changed = (written | {"openquestion"}) - {"language"}
    return {
        EDITOR: seen | {f"{verb}_{one}" for verb in ("add", "change", "delete") for one in changed},
        TRANSLATOR: seen | {"change_translation"},
        APPROVER: seen | {"approve_proposal"},
    }


def _name(model: type) -> str:
    return model._meta.model_name


# --- For what an account is responsible


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
    if isinstance(obj, Checklist | Download) and obj.pk:
        return set(obj.services.exclude(area=None).values_list("area", flat=True))
    return set()


def is_responsible(user, obj: Content) -> bool:
    profile = _profile(user)
    if user.has_perm(ADMINISTER) or profile.all_areas:
        return True
    areas = areas_of(obj)
    return not areas or bool(areas & _keys(user, "areas"))


def may_change(user, obj: Content) -> bool:
    return user.has_perm(f"content.change_{_name(obj)}") and is_responsible(user, obj)


def may_translate(user, code: str) -> bool:
    """Into the language with this code."""
    if not user.has_perm(TRANSLATE):
        return False
    everything = user.has_perm(ADMINISTER) or _profile(user).all_languages
    return everything or code in _keys(user, "languages", "code")


def _profile(user) -> Profile:
    """One that is responsible for nothing, where nobody has said for what."""
    try:
        return user.profile
    except (Profile.DoesNotExist, AttributeError):
        return Profile()


def _keys(user, of: str, field: str = "pk") -> set:
    """Asked once for each request: an account is a new object in each."""
    known = user.__dict__.setdefault("_responsible_for", {})
    if of not in known:
        profile = _profile(user)
        known[of] = (
            set(getattr(profile, of).values_list(field, flat=True)) if profile.user_id else set()
        )
    return known[of]
