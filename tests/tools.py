"""What the tests need beside Python: a browser and the PostgreSQL server's programs.

python -m tests.tools finds or installs both, or says what to do. Nothing is skipped in silence.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def browser():
    """The path of a Chromium or Chrome, or None."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def postgres():
    """The directory of PostgreSQL's server programs, or None."""
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")  # Debian leaves them off the PATH
    newest = max(versions, key=lambda path: int(path.parts[-3]), default=None)
    return newest and newest.parent


def install_browser():
    _install_from_debian("chromium", "fonts-dejavu-core")
    if not browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def install_postgres():
    _install_from_debian("postgresql")


def _install_from_debian(*packages):
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in [["update"], ["install", "--yes", "--no-install-recommends", *packages]]:
        subprocess.run(["apt-get", *arguments], env=quiet, check=False)


def main():
    if not browser():
        install_browser()
    if not postgres():
        install_postgres()
    if not browser():
        sys.exit("The tests need a browser: install Chromium or Google Chrome and run again.")
    if not postgres():
        sys.exit("The tests need PostgreSQL: install its server (initdb, pg_ctl) and run again.")


if __name__ == "__main__":
    main()
