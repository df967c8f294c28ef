import sys
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent / "templates"


class Unresolved(str):
    """Given to Django as string_if_invalid: a variable that does not resolve ends the test.

    Only in templates of ours: those of the admin, and what extends them, count on being forgiven.
    """

    def __bool__(self):
        resolve = sys._getframe(1)  # FilterExpression.resolve asks whether there is a replacement
        if "context" in resolve.f_locals:
            path = Path(resolve.f_locals["context"].template.origin.name)
            if path.is_relative_to(OURS) and not path.is_relative_to(OURS / "admin"):
                variable = resolve.f_locals["self"].var
                raise AssertionError(f"{{{{ {variable} }}}} does not resolve in {path.name}")
        return False
