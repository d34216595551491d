"""Where a browser is for the tests, on any machine; `--install` gets one where none is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

LIGHT = ("chromium-headless-shell", "chrome-headless-shell")  # draws the same pages without the windows around them
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
HELP = """No browser was found for the tests. One of these gives them one:
  - set BROWSER_PATH to a Chromium, Chrome or Edge that is installed
  - .venv/bin/playwright install chromium
  - on Debian or Ubuntu, as root: apt-get install chromium chromium-headless-shell"""


def browser_path() -> str | None:
    """The browser's program: BROWSER_PATH, an installed one, or Playwright's own download; None where there is none."""
    if given := os.environ.get("BROWSER_PATH"):
        return given
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    return _downloaded()


def light_path() -> str | None:
    """The program for a test that needs pages and no whole browser: a third less work. The whole one where none is."""
    return os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, LIGHT)), None) or browser_path()


def _downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Playwright's own download, or Debian's package when root; a clear message where neither works."""
    if not browser_path():
        _fetch()
    if not browser_path():
        sys.exit(HELP)
    if not shutil.which(LIGHT[0]) and _may_install():
        _apt("chromium-headless-shell")


def _fetch() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
    if not browser_path() and _may_install():
        _apt("chromium")


def _may_install() -> bool:
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def _apt(package: str) -> None:
    for command in (["update", "-qq"], ["install", "-y", "-qq", package]):
        subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    if "--install" in sys.argv:
        install()
    print(browser_path() or HELP)
