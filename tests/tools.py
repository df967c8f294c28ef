"""What the tests and measurements need beside Python, found or installed.

python -m tests.tools NAME … finds each, installs what is missing from Debian when it may, or says
what to do. Nothing is skipped in silence.
"""

import argparse
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
POLICY = Path("/usr/sbin/policy-rc.d")


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


def nginx():
    """The path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")  # off the PATH of users


def openssl():
    """The path of the program that makes nginx's certificate, or None."""
    return shutil.which("openssl")


def wrk():
    """The path of the load generator, or None."""
    return shutil.which("wrk")


def gettext():
    """The path of the program that finds the words of the interface, or None."""
    return shutil.which("xgettext")


FIND = {
    "browser": browser,
    "postgres": postgres,
    "nginx": nginx,
    "openssl": openssl,
    "gettext": gettext,
    "wrk": wrk,
}
PACKAGES = {
    "browser": ["chromium", "fonts-dejavu-core"],
    "postgres": ["postgresql"],
    "nginx": ["nginx-light"],
    "openssl": ["openssl"],
    "gettext": ["gettext"],
    "wrk": ["wrk"],
}
MISSING = {
    "browser": "A browser is needed: install Chromium or Google Chrome and run again.",
    "postgres": "PostgreSQL is needed: install its server (initdb, pg_ctl) and run again.",
    "nginx": "nginx is needed: install it (Debian: nginx-light) and run again.",
    "openssl": "The program openssl is needed: install it (Debian: openssl) and run again.",
    "gettext": "GNU gettext is needed: install it (Debian: gettext) and run again.",
    "wrk": "The load generator wrk is needed: install it (Debian: wrk) and run again.",
}


def install(name):
    _install_from_debian(*PACKAGES[name])
    if name == "browser" and not browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _install_from_debian(*packages):
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with _no_service_started():
        for arguments in [["update"], ["install", "--yes", "--no-install-recommends", *packages]]:
            subprocess.run(["apt-get", *arguments], env=quiet, check=False)


@contextmanager
def _no_service_started():
    """Debian would serve port 80 from now on; whoever has a policy already keeps it."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def main(names):
    for name in names:
        if not FIND[name]():
            install(name)
    if missing := [MISSING[name] for name in names if not FIND[name]()]:
        sys.exit("\n".join(missing))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.tools", description=__doc__)
    parser.add_argument("names", nargs="+", choices=FIND, metavar="NAME", help=", ".join(FIND))
    main(parser.parse_args().names)
