"""Following every link of a site, as somebody does who tries everything."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag, urlsplit

from tests.browser_rules import Browser, Page

ELSEWHERE = ("/leave", "/static/", "/sign-out")


def crawl(browser: Browser, starts: Iterable[str], *, most: int = 400) -> Iterator[tuple[str, Page]]:
    """Each page that can be reached by links alone, with its address. A link that leads nowhere fails here.

    One page for each shape of address: numbers, references and identifiers are alike.
    """
    waiting = deque((start, "") for start in starts)
    seen: set[str] = set()
    while waiting and len(seen) < most:
        address, origin = waiting.popleft()
        shape = re.sub(r"HV-[0-9A-Z-]+|[0-9a-f-]{32,}|(?<=[=_])[^&]+", "*", address)
        if shape in seen:
            continue
        seen.add(shape)
        answer = browser.get(address)
        if answer.status_code in (301, 302, 303):
            waiting.append((answer.headers["Location"], origin))
            continue
        assert answer.status_code == 200, f"{origin} leads to {address}: {answer.status_code}"
        if answer.mimetype != "text/html" or browser.page is None:
            continue
        page = browser.page
        yield address, page
        waiting.extend((link, address) for link in _links(page, address))


def _links(page: Page, here: str) -> Iterator[str]:
    for given in page.all("a"):
        target = urldefrag(given.get("href", ""))[0]
        parts = urlsplit(target)
        if not target or parts.scheme or parts.netloc or target.startswith(ELSEWHERE):
            continue
        yield target if target.startswith("/") else f"{urlsplit(here).path}{target}"
