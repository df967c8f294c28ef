from django.urls import include, path

from content import converters, views  # noqa: F401 (the converter registers itself)

# Each view has the name of its URL.
in_one_language = [
    path("", views.home, name="home"),
    path("sachgebiete/<slug:slug>/", views.area, name="area"),
    path("dienste/", views.services, name="services"),
    path("dienste/<slug:slug>/", views.service, name="service"),
    path("unterlagen/", views.checklists, name="checklists"),
    path("hinweise/", views.notices, name="notices"),
    path("hinweise/<slug:slug>/", views.notice, name="notice"),
    path(
        "hinweise/<slug:slug>/fassungen/<int:number>/", views.notice_version, name="notice_version"
    ),
    path("kontakt/", views.contact, name="contact"),
    path("anfahrt/", views.directions, name="directions"),
    path("formulare/", views.downloads, name="downloads"),
    path("inhalt/", views.all_pages, name="all_pages"),
    # Last: a page has the address that its editors chose.
    path("<slug:slug>/", views.page, name="page"),
]

urlpatterns = [
    path("", views.root, name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("icon.svg", views.icon, name="icon"),
    path("dateien/<slug:uid>.pdf", views.download_file, name="download_file"),
    path("dateien/<slug:uid>/<str:name>", views.former_file, name="former_file"),
    path("<language:language>/", include(in_one_language)),
]
