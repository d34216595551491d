"""One page in every light and language that it is met in, judged where it stands: nothing of a journey is walked again.

By night, in the reader's own colours and on paper only what depends on colour is judged anew; in Polish and Arabic the
page is opened beside the journey, with its own visit, and judged whole at the width of a phone.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

LANGUAGES = ("ar", "pl")
PHONE = 320
DAY: Mapping[str, Any] = {"media": "screen", "color_scheme": "light", "forced_colors": "none"}
LIGHTS: Mapping[str, Mapping[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "forced": {
        "forced_colors": "active"
    },  # dark on light: of forced light on dark the browser tells axe the colours of before
    "print": {"media": "print", "color_scheme": "dark"},  # from a phone by night: paper is white all the same
}
ON_SCREEN = ("dark", "forced")


def in_each_light(page: Page, lights: tuple[str, ...] = tuple(LIGHTS)) -> Iterator[str]:
    """The same page, drawn anew for each; afterwards by day again."""
    try:
        for light in lights:
            page.emulate_media(**{**DAY, **LIGHTS[light]})
            yield light
    finally:
        page.emulate_media(**DAY)


@contextmanager
def in_language(page: Page, code: str) -> Iterator[Page | None]:
    """This address in another language, for who is here; None where it is shown once only, or was an answer."""
    cookie = {"name": "language", "value": code, "url": page.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    beside = page.context.new_page()
    beside.set_viewport_size({"width": PHONE, "height": 900})
    try:
        beside.goto(page.url)
        yield beside if beside.url == page.url else None
    finally:
        beside.close()
        page.context.clear_cookies(name="language")
