from content.models.area import ServiceArea
from content.models.channel import Channel, HoursException, OpeningRule
from content.models.checklist import Checklist, ChecklistItem
from content.models.directions import Directions, DirectionsStep, TransportStop
from content.models.download import Download
from content.models.language import Language
from content.models.notice import Notice
from content.models.office import FeaturedService, Office
from content.models.one_time_password import OneTimePassword
from content.models.page import Page, PageSection
from content.models.proposal import Proposal
from content.models.publication import Publication
from content.models.question import OpenQuestion
from content.models.service import Fee, Service
from content.models.term import Term
from content.models.translation import TranslatedText, Translation

__all__ = [
    "Channel",
    "Checklist",
    "ChecklistItem",
    "Directions",
    "DirectionsStep",
    "Download",
    "FeaturedService",
    "Fee",
    "HoursException",
    "Language",
    "Notice",
    "Office",
    "OneTimePassword",
    "OpenQuestion",
    "OpeningRule",
    "Page",
    "PageSection",
    "Proposal",
    "Publication",
    "Service",
    "ServiceArea",
    "Term",
    "TranslatedText",
    "Translation",
    "TransportStop",
]
