from django.urls import register_converter


class LanguageCode:
    """The first part of every public address. Which codes are in use is content."""

    regex = "[a-z]{2,3}(-[a-z]{2,8})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageCode, "language")
