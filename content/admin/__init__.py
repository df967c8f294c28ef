"""Registers every concept with the admin."""

from content.admin import (  # noqa: F401  imported for what they register
    accounts,
    area,
    channel,
    checklist,
    directions,
    download,
    language,
    notice,
    office,
    page,
    question,
    service,
    term,
)
