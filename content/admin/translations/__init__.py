"""The translators' desk: how every text stands in every language, and the place to write it."""

from django.urls import path

from content.admin.translations import exchange, overview, sheet
from content.admin.translations.common import may_view


def urls(site) -> list:
    def own(route, view, name):
        return path(f"uebersetzungen/{route}", site.admin_view(view), name=name)

    place = "<slug:kind>/<slug:uid>/<slug:language>/"
    return [
        own("", overview.overview, "translations"),
        # As Django calls it: the log of the front page leads there.
        own("<int:number>/", sheet.by_number, "content_translation_change"),
        own("xliff/", exchange.export_all, "translations_export_all"),
        own("einlesen/", exchange.take, "translations_take"),
        own("veroeffentlichen/", exchange.publish, "translations_publish"),
        own(place, sheet.sheet, "translation"),
        own(f"{place}anwesend/", sheet.sign, "translation_presence"),
        own(f"{place}xliff/", exchange.export_one, "translation_export"),
        own(f"{place}zurueckziehen/", sheet.withdraw, "translation_withdraw"),
    ]


__all__ = ["may_view", "urls"]
