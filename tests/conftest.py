from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from content import catalogues, edition, triggers
from content.edition import Edition
from content.models import Publication
from content.publishing import publish
from tests import drafts
from tests.drafts import published_edition
from tests.postgres import Postgres
from tests.site import Prepared, Site


def pytest_configure():
    catalogues.compile_outdated()


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parent.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The state after the first `make run`, with the initial content published."""
    return Prepared(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="session")
def site(prepared, tmp_path_factory):
    """The site as it is served, shared: only for reading."""
    data_dir = tmp_path_factory.mktemp("site") / "var"
    prepared.copy_to(data_dir)
    with Site(data_dir, password=prepared.password) as site:
        yield site


@pytest.fixture
def fresh_site(prepared, tmp_path):
    """The site as it is served, for one test alone."""
    prepared.copy_to(tmp_path / "var")
    with Site(tmp_path / "var", password=prepared.password) as site:
        yield site


@pytest.fixture(scope="session")
def prepared_postgres(tmp_path_factory):
    """The same state with PostgreSQL: the files, and the data of the server, which is stopped."""
    with Postgres() as postgres:
        files = Prepared(tmp_path_factory.mktemp("prepared") / "var", postgres.url)
        postgres.stop("fast")
        yield SimpleNamespace(files=files, data=postgres.directory / "data")


@pytest.fixture
def postgres():
    """A PostgreSQL server for one test alone, that it may stop."""
    with Postgres() as postgres:
        yield postgres


@pytest.fixture(scope="session")
def initial_records(django_db_setup, django_db_blocker):
    """What is published after `make run`: loaded once, and taken out of the database again."""
    with django_db_blocker.unblock():
        # Where no test of the run asks for a database, pytest-django has made none.
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            call_command("load_content", verbosity=0)
            records = list(Publication.objects.records())
            transaction.set_rollback(True)
        connection.close()
    return records


@pytest.fixture
def published_site(initial_records):
    """The initial content as readers get it. No database: a test that asks one fails."""
    edition.hold(Edition(initial_records))
    yield edition.newest()
    edition.hold(Edition())


@pytest.fixture
def shared_database(transactional_db):
    """For threads that see each other's commits; emptied afterwards, as nothing else may be."""
    yield
    triggers.remove(connection)


@pytest.fixture
def live(db):
    """An office with a notice that is public, and its edition held as the watcher would."""
    hotline, office, language = drafts.hotline(), drafts.office(), drafts.german()
    office.hotline = hotline
    office.save()
    notice = drafts.notice(title="Aufnahme", body="<p>Alter Text.</p>")
    for obj in (hotline, office, language, notice):
        publish(obj)
    edition.hold(published_edition())
    yield SimpleNamespace(hotline=hotline, office=office, notice=notice)
    edition.hold(edition.Edition())
