import pytest

from content import completeness
from tests import drafts

pytestmark = pytest.mark.django_db


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
