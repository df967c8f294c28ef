import pytest

from tests.postgres import Postgres
from tests.site import Prepared, Site


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


@pytest.fixture
def postgres():
    """A PostgreSQL server for one test alone, that it may stop."""
    with Postgres() as postgres:
        yield postgres
