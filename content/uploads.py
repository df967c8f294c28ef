"""What staff upload: looked into, because a file's name proves nothing."""

from django.core.exceptions import ValidationError

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE


def pages_of_pdf(file) -> int:
    """The number of pages. Raises ``ValidationError`` for what is no readable PDF."""
    # Seven megabytes, for something that happens a few times a year.
    from pypdf import PdfReader

    if file.size > LARGEST:
        raise ValidationError(
            f"Die Datei ist {file.size / MEGABYTE:.0f} MB groß. Möglich sind höchstens "
            f"{LARGEST // MEGABYTE} MB. Verkleinern Sie sie, zum Beispiel die Bilder darin."
        )
    try:
        file.seek(0)
        return len(PdfReader(file).pages)
    # Broken files break it in ways that it does not name: AttributeError, TypeError and more.
    except Exception as error:
        raise ValidationError(
            "Diese Datei lässt sich nicht als PDF lesen. Laden Sie bitte ein PDF hoch."
        ) from error
    finally:
        file.seek(0)
