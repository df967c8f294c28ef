from django.urls import register_converter

from content.published import LANGUAGE_CODE


class LanguageCode:
    """The first part of every public address. Which codes are in use is content."""

    regex = LANGUAGE_CODE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageCode, "language")
