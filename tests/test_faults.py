"""The short form of `make faults`."""

import pytest

from tests.faults.everything import BRIEFLY, SHORT, name
from tests.faults.stage import Stage


@pytest.fixture(scope="module")
def stage(prepared):
    with Stage(prepared) as stage:
        yield stage


@pytest.mark.parametrize("fault", BRIEFLY, ids=name)
def test_readers_notice_nothing_of(fault, stage):
    finding = fault(stage, SHORT)

    assert finding.missed == [], finding.report()
