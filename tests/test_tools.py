import os
import subprocess
import sys

import pytest

from tests import tools
from tests.site import PROJECT


def look_for(*names, **variables):
    return subprocess.run(
        [sys.executable, "-m", "tests.tools", *names],
        cwd=PROJECT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
    )


def test_missing_tool_that_can_not_be_installed_is_told_and_nothing_is_skipped(tmp_path):
    nothing = {
        "PATH": str(tmp_path),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",  # where nobody answers
    }

    done = look_for("wrk", "browser", **nothing)

    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == [tools.MISSING["wrk"], tools.MISSING["browser"]]


def test_tool_that_is_there_is_found_in_silence():
    done = look_for("postgres")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_unknown_name_is_refused():
    assert "invalid choice: 'wkr'" in look_for("wkr").stderr


@pytest.mark.parametrize("theirs", [None, "#!/bin/sh\nexit 0\n"])
def test_installing_starts_no_service_and_leaves_the_machine_its_policy(
    theirs, tmp_path, monkeypatch
):
    policy = tmp_path / "policy-rc.d"
    monkeypatch.setattr(tools, "POLICY", policy)
    if theirs:
        policy.write_text(theirs)

    with tools._no_service_started():
        during = policy.read_text()

    assert during == (theirs or "#!/bin/sh\nexit 101\n")
    assert (policy.read_text() if policy.exists() else None) == theirs
