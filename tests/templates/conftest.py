"""Components rendered by themselves, as pages would."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

from models.formats import FILTERS
from models.languages import current
from models.post.letters import pieces_of
from models.words import deck

WORDED = {
    "deck": deck,
    "language": current,
    "languages_here": lambda: (),
    "language_offered": lambda: None,
}  # what every page may ask
TEMPLATES = Path(__file__).parents[2] / "templates"

VOID = {"input", "img", "br", "hr"}


@pytest.fixture(scope="session")
def ours() -> Environment:
    """Our macros as strictly as they can be read: a name that is not there is a fault."""
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    env.globals.update(static=lambda path: f"/static/{path}", csrf_token=lambda: "token", **WORDED)
    env.filters.update(FILTERS, letter_pieces=pieces_of)
    return env


@pytest.fixture(scope="session")
def theirs() -> Environment:
    """govuk-frontend-jinja, which follows GOV.UK Frontend."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=ChoiceLoader([govuk]), autoescape=True)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[tuple[object, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        def said(name: str, value: str | None) -> object:
            return frozenset(value.split()) if name == "class" and value else value or ""

        self.tokens.append(("open", tag, frozenset((name, said(name, value)) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.tokens.append(("close", tag))

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.tokens.append(("text", words))


def _meaning(html: str) -> list[tuple[object, ...]]:
    """What HTML says: white space, and the order of attributes and classes, say nothing."""
    reader = _Reader()
    reader.feed(html)
    return reader.tokens


@pytest.fixture(scope="session")
def meaning() -> Callable[[str], list[tuple[object, ...]]]:
    return _meaning
