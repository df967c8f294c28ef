"""How colleagues call each other on the desk."""

from django import template

register = template.Library()


@register.filter
def full_name(account) -> str:
    """An account's name in full, its user name without one, nothing without an account."""
    return (account.get_full_name() or account.get_username()) if account else ""
