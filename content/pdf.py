"""What is inside a PDF that staff upload, for a file's name proves nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import ValidationError

UNREADABLE = "Diese Datei lässt sich nicht als PDF lesen. Laden Sie bitte ein PDF hoch."
PROTECTED = (
    "Dieses PDF ist geschützt, mit einem Passwort oder gegen das Bearbeiten. Nicht alle könnten "
    "es lesen. Speichern Sie es bitte ohne Schutz und laden Sie es noch einmal hoch."
)
UNTAGGED = (
    "Das PDF sagt nicht, was darin eine Überschrift, eine Liste oder ein Feld ist. Wer es sich "
    "vorlesen lässt, versteht es dann kaum. In Word heißt die Einstellung beim Speichern als PDF "
    "„Dokumentstrukturtags“."
)
SCRIPTED = (
    "Das PDF enthält ein Programm (JavaScript). Auf dem Handy läuft es meist nicht. Lässt sich das "
    "Formular auch ohne ausfüllen?"
)
CARRYING = "Im PDF stecken angehängte Dateien: {}. Wer es herunterlädt, bekommt sie mit."


def pages_of(file) -> int:
    """How many it has. Raises ``ValidationError`` for what is no PDF that everybody can open."""
    from pypdf.errors import DependencyError

    try:
        with _opened(file) as reader:
            if not reader.is_encrypted:
                return len(reader.pages)
    except DependencyError:
        pass  # encrypted in a way that takes a further library
    # Broken files break it in ways that it does not name: AttributeError, TypeError and more.
    except Exception as error:
        raise ValidationError(UNREADABLE) from error
    raise ValidationError(PROTECTED)


def remarks(file) -> list[str]:
    """What staff should know of a PDF, and may leave as it is."""
    try:
        with _opened(file) as reader:
            return list(_remarks(reader))
    except Exception:  # Its pages could be counted; whatever else is wrong with it is no remark.
        return []


@contextmanager
def _opened(file) -> Iterator:
    # Seven megabytes, for something that happens a few times a year.
    from pypdf import PdfReader

    try:
        file.seek(0)
        yield PdfReader(file)
    finally:
        file.seek(0)


def _remarks(reader) -> Iterator[str]:
    root = reader.root_object
    if _inner(root, "/MarkInfo").get("/Marked") != True:  # noqa: E712 (pypdf's own kind of bool)
        yield UNTAGGED
    opens_script = _inner(root, "/OpenAction").get("/S") == "/JavaScript"
    if opens_script or "/AA" in root or "/JavaScript" in _inner(root, "/Names"):
        yield SCRIPTED
    if attached := list(reader.attachments):
        yield CARRYING.format(", ".join(f"„{name}“" for name in attached))


def _inner(of: Mapping, name: str) -> Mapping:
    found = of[name] if name in of else {}  # noqa: SIM401 (pypdf's get follows no reference)
    return found if isinstance(found, Mapping) else {}
