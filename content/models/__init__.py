from content.models.approval import Contribution, Countersignature, FourEyes
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
from content.models.presence import Presence
from content.models.profile import Profile
from content.models.proposal import Proposal
from content.models.publication import Publication
from content.models.question import OpenQuestion
from content.models.redaction import Redaction
from content.models.service import Fee, Service
from content.models.term import Term
from content.models.translation import TranslatedText, Translation
from content.models.upkeep import Backup, CheckedLink

__all__ = [
    "Backup",
    "Channel",
    "CheckedLink",
    "Checklist",
    "ChecklistItem",
    "Contribution",
    "Countersignature",
    "Directions",
    "DirectionsStep",
    "Download",
    "FeaturedService",
    "Fee",
    "FourEyes",
    "HoursException",
    "Language",
    "Notice",
    "Office",
    "OneTimePassword",
    "OpenQuestion",
    "OpeningRule",
    "Page",
    "PageSection",
    "Presence",
    "Profile",
    "Proposal",
    "Publication",
    "Redaction",
    "Service",
    "ServiceArea",
    "Term",
    "TranslatedText",
    "Translation",
    "TransportStop",
]
