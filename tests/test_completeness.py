import pytest

from content import completeness
from tests import drafts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "problems"),
    [("uk", []), ("de-simple", []), ("DE", ["code"]), ("zh-hant-tw", ["code"]), ("a", ["code"])],
)
def test_code_of_a_language_can_be_the_address_of_its_pages(code, problems):
    language = drafts.german(code=code, ready=True)

    assert [problem.field for problem in completeness.check(language)] == problems


@pytest.mark.parametrize(
    ("kind", "phone", "problems"),
    [
        ("phone", "0 12 34 / 56-78", []),
        ("phone", "", ["phone"]),
        ("phone", "-", ["phone"]),
        ("counter", "-", []),
    ],
)
def test_hotline_needs_a_number_that_can_be_dialled(kind, phone, problems):
    hotline = drafts.hotline(kind=kind, phone=phone)

    assert [problem.field for problem in completeness.check(hotline)] == problems
