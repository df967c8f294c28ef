"""No page of the desk asks the database more because there is more of everything."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content import edition, models
from content.edition import Edition
from tests import crowd
from tests.admin_pages import pages
from tests.drafts import published_edition

pytestmark = pytest.mark.django_db

BUDGET = 25
SEARCH = "/admin/suche/?q=kurz"
RULES = "/admin/vier-augen/"  # for who administers alone, and there are as many as kinds


@pytest.fixture
def account(db):
    """One that may do everything, and is asked for what: that costs more than to administer."""
    account = User.objects.create_user("chefin", is_staff=True)
    account.user_permissions.set(Permission.objects.exclude(codename="change_foureyes"))
    return account


@pytest.fixture
def settled(account):
    def settle(count):
        samples = crowd.settle(count, account)
        profile = models.Profile.objects.create(user=account)
        profile.areas.set(models.ServiceArea.objects.all()[:2])
        profile.languages.set(models.Language.objects.filter(code="uk"))
        edition.hold(published_edition())
        return [*(path for path in pages(samples) if path != RULES), SEARCH]

    yield settle
    edition.hold(Edition())


def queries(client, path):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert (path, response.status_code) == (path, 200)
    return len(captured)


@pytest.mark.parametrize("count", [3, 300])
def test_no_page_of_the_desk_needs_more_than_25_queries(client, account, settled, count):
    paths = settled(count)
    client.force_login(account)

    asked = {path: queries(client, path) for path in paths}

    assert {path: number for path, number in asked.items() if number > BUDGET} == {}
