"""The public site with a draft laid over it, or with nothing, at an instant of choice.

The public views know nothing of it: their page is shown as it is, in a frame, with one mark.
"""

from collections.abc import Callable

from django.urls import path

from content.admin.preview import frame, links, shared


def of_object(own: Callable) -> list:
    """Before all other addresses of an object: below it are those of the public site."""
    return [
        own("vorschau/seite/", frame.draft_page, "preview_page"),
        own("vorschau/seite/<path:path>", frame.draft_page, "preview_page"),
        own("vorschau/", frame.draft_frame, "preview"),
        own("vorschau/links/", links.make_view, "preview_links"),
        own(
            "vorschau/links/<int:number>/zurueckziehen/",
            links.withdraw_view,
            "preview_link_withdraw",
        ),
    ]


def urls(site) -> list:
    return [
        path("vorschau/", site.admin_view(frame.site_frame), name="site_preview"),
        path("vorschau/seite/", site.admin_view(frame.site_page), name="site_preview_page"),
        path(
            "vorschau/seite/<path:path>", site.admin_view(frame.site_page), name="site_preview_page"
        ),
        # Not behind the sign-in: whoever has the link is let in by it.
        path("entwurf/<str:token>/", shared.link_frame, name="draft_link"),
        path("entwurf/<str:token>/seite/", shared.link_page, name="draft_link_page"),
        path("entwurf/<str:token>/seite/<path:path>", shared.link_page, name="draft_link_page"),
    ]
