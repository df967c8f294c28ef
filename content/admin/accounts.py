"""Who may sign in, with which roles, and for what each is responsible.

The roles are made by the program (content/roles.py) and can't be changed here.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from content import roles
from content.admin.widgets import PlainFields
from content.models import Contribution, Profile, Publication, Translation
from content.published import SOURCE_LANGUAGE

admin.site.unregister([Group, User])

LAST = (
    "Das ist das letzte Konto, das Konten verwalten darf. Geben Sie zuerst einem anderen die "
    "Rolle „Administration“. Nichts wurde geändert."
)
ACTIVE = (
    "Ohne Haken kann sich niemand mehr mit dem Konto anmelden. Wer schon etwas geschrieben oder "
    "veröffentlicht hat, bleibt im Verlauf mit Namen stehen: Dieses Konto wird deshalb nicht "
    "gelöscht, Sie nehmen hier den Haken weg."
)


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, role):
        explained = roles.EXPLAINED.get(role.name)
        return f"{role.name}: {explained}" if explained else role.name


class SignInForm(AdminAuthenticationForm):
    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "Benutzername oder Passwort stimmt nicht. Groß und klein zählt."
    }


admin.site.login_form = SignInForm


class NewPasswordForm(AdminPasswordChangeForm):
    """Without Django's way to take every password from an account: it would lock people out."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True


class AccountForm(UserChangeForm):
    def clean(self):
        cleaned = super().clean()
        if is_last_administrator(self.instance) and not self._will_administer(cleaned):
            raise forms.ValidationError(LAST)
        return cleaned

    def _will_administer(self, cleaned: dict) -> bool:
        is_superuser = cleaned.get("is_superuser", self.instance.is_superuser)
        names = {role.name for role in cleaned.get("groups", ())}
        return cleaned.get("is_active", False) and (is_superuser or roles.ADMINISTRATOR in names)


class RoleFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "Rolle"


class ProfileInline(PlainFields, admin.StackedInline):
    model = Profile
    can_delete = False
    extra, min_num = 0, 1
    fieldsets = [
        (None, {"fields": ["all_areas", "areas"]}),
        (None, {"fields": ["all_languages", "languages"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "languages":
            field.queryset = field.queryset.exclude(code=SOURCE_LANGUAGE)
        return field


@admin.register(User)
class AccountAdmin(UserAdmin):
    form = AccountForm
    add_form = UserCreationForm
    add_form_template = None  # Django's says that roles come later; here they don't
    change_password_form = NewPasswordForm
    change_user_password_template = "admin/new_password.html"  # noqa: S105  a file's name
    inlines = [ProfileInline]
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "groups"]})]
    list_display = [
        "username",
        "name",
        "given_roles",
        "areas",
        "languages",
        "is_active",
        "last_login",
    ]
    list_filter = ["is_active", ("groups", RoleFilter)]
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ["new_password", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "new_password"]}),
        ("Zur Person", {"fields": ["first_name", "last_name", "email"]}),
        ("Was das Konto darf", {"fields": ["is_active", "groups", "is_superuser"]}),
        ("Zeiten", {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = []
    actions = None

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("profile")
        return rows.prefetch_related("groups", "profile__areas", "profile__languages")

    # --- The list

    @admin.display(description="Name", ordering="last_name")
    def name(self, account):
        return account.get_full_name()

    @admin.display(description="Rollen")
    def given_roles(self, account):
        own = ["alle Rechte"] if account.is_superuser else []
        return ", ".join(own + [role.name for role in account.groups.all()])

    @admin.display(description="Sachgebiete")
    def areas(self, account):
        return _told(account, "alle Sachgebiete", "areas")

    @admin.display(description="Sprachen")
    def languages(self, account):
        return _told(account, "alle Sprachen", "languages")

    # --- The form

    @admin.display(description="Passwort")
    def new_password(self, account):
        """Django would show of what its stored form consists."""
        address = reverse("admin:auth_user_password_change", args=[account.pk])
        return format_html('<a href="{}">Neues Passwort setzen …</a>', address)

    def get_fieldsets(self, request, obj=None):
        """All rights are given only by who has them; to set a password, only by who may."""
        hidden = set() if request.user.is_superuser else {"is_superuser"}
        if obj and not self.has_change_permission(request, obj):
            hidden = {"new_password", "groups"}  # only shown: it has all rights anyway
        return [
            (title, {"fields": [name for name in options["fields"] if name not in hidden]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "is_active":
            field.help_text = ACTIVE
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return RolesField(
            Group.objects.order_by("pk"),
            label="Rollen",
            required=False,
            help_text="Rollen ergänzen sich. Für welche Sachgebiete und Sprachen sie gelten, steht "
            "unter „Zuständigkeit“.",
        )

    def save_model(self, request, account, form, change):
        # There are no other accounts: readers need none.
        account.is_staff = True
        super().save_model(request, account, form, change)

    # --- What one may do with which account

    def has_change_permission(self, request, obj=None):
        """Nobody gets more rights by way of somebody else's account."""
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return True
        may = self.has_change_permission(request, obj) and not is_last_administrator(obj)
        return may and not has_written(obj)


def _told(account: User, everything: str, of: str) -> str:
    profile = getattr(account, "profile", None)
    if profile is None:
        return ""
    if getattr(profile, f"all_{of}"):
        return everything
    return ", ".join(str(one) for one in getattr(profile, of).all())


def _administers(account: User) -> bool:
    role = account.groups.filter(name=roles.ADMINISTRATOR)
    return account.is_active and (account.is_superuser or role.exists())


def is_last_administrator(account: User) -> bool:
    may = Q(is_superuser=True) | Q(groups__name=roles.ADMINISTRATOR)
    others = User.objects.filter(may, is_active=True).exclude(pk=account.pk)
    return _administers(account) and not others.exists()


def has_written(account: User) -> bool:
    """Then its name stands in the history, and the database keeps the account."""
    return (
        Contribution.objects.filter(user=account).exists()
        or Publication.objects.filter(Q(made_by=account) | Q(approved_by=account)).exists()
        or Translation.objects.filter(changed_by=account).exists()
    )
