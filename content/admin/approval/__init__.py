"""Four eyes at the desk: the page of who approves, what writers see of it, the rules."""

from django.urls import path, reverse

from content import roles
from content.admin.approval import looking, page, rules, signing, steps

# Of one object: what comes after its address, the view, its name. Before its other addresses:
# below one of these are those of the public site.
PAGES = [
    ("freigabe/<int:number>/ansicht/seite/", looking.page_view, "approval_page"),
    ("freigabe/<int:number>/ansicht/seite/<path:path>", looking.page_view, "approval_page"),
    ("freigabe/<int:number>/ansicht/", looking.frame_view, "approval_look"),
    ("freigabe/<int:number>/", page.approval_view, "approval"),
    ("freigabe/<int:number>/zuruecknehmen/", steps.take_back_view, "take_back"),
    ("freigabe/<int:number>/erledigt/", steps.lay_to_rest_view, "lay_to_rest"),
    ("fassungen/<int:number>/gegenzeichnen/", signing.countersign_view, "countersign"),
]


def urls(site) -> list:
    return [path("vier-augen/", site.admin_view(rules.rules_view), name="four_eyes")]


def may_rule(user) -> bool:
    return user.has_perm(roles.ADMINISTER)


def entry(site) -> dict:
    """The page of the rules, as the front page lists a concept."""
    return {
        "name": "Vier-Augen-Regeln",
        "object_name": "FourEyes",
        "admin_url": reverse("admin:four_eyes", current_app=site.name),
        "add_url": None,
    }
