import os
import subprocess
import sys

from tests.site import PROJECT


def test_missing_browser_that_can_not_be_installed_is_told_and_nothing_is_skipped(tmp_path):
    nothing = {
        "PATH": str(tmp_path),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",  # where nobody answers
    }

    done = subprocess.run(
        [sys.executable, "-m", "tests.tools"],
        cwd=PROJECT,
        env=os.environ | nothing,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "The tests need a browser: install Chromium or Google Chrome" in done.stderr
