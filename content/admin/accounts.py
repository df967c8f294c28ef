"""Who may sign in, and with which role. The roles themselves are made by a command."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.html import format_html

admin.site.unregister([Group, User])


@admin.register(User)
class AccountAdmin(UserAdmin):
    add_form = UserCreationForm
    add_fieldsets = [(None, {"fields": ["username", "password1", "password2", "groups"]})]
    list_display = ["username", "first_name", "last_name", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    readonly_fields = ["new_password", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "new_password"]}),
        ("Zur Person", {"fields": ["first_name", "last_name", "email"]}),
        ("Was das Konto darf", {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        ("Zeiten", {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = []
    actions = None

    @admin.display(description="Passwort")
    def new_password(self, account):
        """Django would show of what its stored form consists."""
        address = reverse("admin:auth_user_password_change", args=[account.pk])
        return format_html('<a href="{}">Neues Passwort setzen …</a>', address)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field,
            request,
            **kwargs
            | {
                "label": "Rolle",
                "help_text": "Redaktion: darf alle Inhalte bearbeiten und veröffentlichen.",
                "widget": forms.CheckboxSelectMultiple,
            },
        )

    def save_model(self, request, account, form, change):
        # There are no other accounts: readers need none.
        account.is_staff = account.is_staff or not change
        super().save_model(request, account, form, change)
