"""Lighthouse, as it judges a phone: the pages a child sees first, on a site with nothing in it (T46, T47).

`make lighthouse` needs Node, and takes lighthouse from npm. It fails below 98 / 100 / 100.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser_path import browser_path

VERSION = "12.8.2"
PORT = 8760
PAGES = ("/", "/your-voice/1", "/your-voice/2", "/your-voice/3", "/your-voice/5", "/pictures/1", "/paper", "/come-back")
GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100}
SHIFT = 0.02  # CLS


def judged(address: str, report: Path) -> dict[str, float]:
    """The three scores of one page, and how far it jumps while it loads."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = [
        "npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet", f"--chrome-flags={flags}", "--output=json",
        f"--output-path={report}", f"--only-categories={','.join(GOALS)}",
    ]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": browser_path() or ""})
    said = json.loads(report.read_text())
    scores = {name: round(said["categories"][name]["score"] * 100) for name in GOALS}
    return {**scores, "shift": round(said["audits"]["cumulative-layout-shift"]["numericValue"], 4)}


def missed(found: dict[str, float]) -> bool:
    return any(found[name] < goal for name, goal in GOALS.items()) or found["shift"] > SHIFT


def main() -> int:
    if not shutil.which("npx"):
        sys.stderr.write("Lighthouse needs Node: https://nodejs.org\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        address = f"http://localhost:{PORT}"
        place = {
            **os.environ,
            "HEARD_DATA": f"{folder}/data",
            "HEARD_PORTAL_URL": address,
            "HEARD_PORTAL_PORT": str(PORT),
        }
        heard = [sys.executable, "-m", "admin.commands"]
        for command in (["keys", "new"], ["db", "upgrade"]):
            subprocess.run([*heard, *command], check=True, env=place, stdout=subprocess.DEVNULL)
        site = subprocess.Popen([*heard, "serve", "portal"], env=place)
        try:
            _wait(address)
            found = {page: judged(address + page, Path(folder) / "report.json") for page in PAGES}
        finally:
            site.terminate()
            with suppress(subprocess.TimeoutExpired):
                site.wait(timeout=15)
            site.kill()
    for page, scores in found.items():
        said = " / ".join(str(scores[name]) for name in GOALS)
        sys.stdout.write(f"{page:16} {said}, shift {scores['shift']}{'  MISSED' if missed(scores) else ''}\n")
    return int(any(map(missed, found.values())))


def _wait(address: str) -> None:
    for _ in range(60):
        try:
            urlopen(address, timeout=2).close()
        except (URLError, TimeoutError):
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The site did not start.")


if __name__ == "__main__":
    sys.exit(main())
