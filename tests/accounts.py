"""Accounts with roles, and clients that are signed in with them."""

from django.contrib.auth.models import Group, User
from django.test import Client

from content.models import Language, Profile


def account(name, *roles, areas=(), languages=(), **profile):
    """Areas are objects, languages codes; or ``all_areas``, ``all_languages``."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=roles))
    of = Profile.objects.create(user=user, **profile)
    of.areas.set(areas)
    of.languages.set(Language.objects.filter(code__in=languages))
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client
