"""What answers on each public address: fetch, decide, render. No view asks the database."""

from content.views.files import download_file, downloads, former_file, icon
from content.views.home import all_pages, area, contact, directions, home, page
from content.views.machines import healthz, robots, root, sitemap
from content.views.notices import notice, notice_version, notices
from content.views.services import checklists, service, services

__all__ = [
    "all_pages",
    "area",
    "checklists",
    "contact",
    "directions",
    "download_file",
    "downloads",
    "former_file",
    "healthz",
    "home",
    "icon",
    "notice",
    "notice_version",
    "notices",
    "page",
    "robots",
    "root",
    "service",
    "services",
    "sitemap",
]
