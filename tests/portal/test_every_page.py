"""Every page of the public site that links lead to, held to what all pages promise. A new page is found by itself."""

import re
from collections import Counter

import pytest

from portal.journeys import PATHS
from tests.crawling import crawl
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words

STARTS = ("/", *(f"/{path}/{number}" for path, journey in PATHS.items() for number in range(1, len(journey.steps) + 1)))
TELLING = re.compile(r"complain|abuse|social", re.IGNORECASE)


@pytest.fixture
def pages(portal, db, keys):
    """Everything open to anyone, then everything open to a person with words."""
    case_with_words(db, keys)
    found = dict(crawl(portal, STARTS))
    portal.post("/come-back", data={"reference": REFERENCE, "secret_words": WORDS})
    found |= dict(crawl(portal, ["/your-page"]))
    assert len(found) > 50
    return found


def _title(page):
    return " ".join(re.search(r"<title>(.*?)</title>", page.html, re.DOTALL)[1].split())


def _body(page):
    """The page from its first element on, as a list of what stands where."""
    return [(tag, given.get("id", ""), given.get("class", "")) for tag, given in page.tags]


def test_links_lead_somewhere_and_every_page_keeps_its_promises(pages):
    short_titles_t13(pages)
    quiet_addresses_t35(pages)
    help_in_the_same_place_t16(pages)
    first_skip_then_leave_t04(pages)
    named_controls_t12(pages)
    nobody_else_is_asked_t34(pages)
    few_stops_before_the_answer_t03(pages)


def short_titles_t13(pages):
    titles = {address: _title(page) for address, page in pages.items()}
    assert not {address: title for address, title in titles.items() if len(title) > 60}
    many = [title for title, count in Counter(titles.values()).items() if count > 1]
    several = {title: [address for address, its in titles.items() if its == title] for title in many}
    assert not [where for where in several.values() if len({address.split("/")[1] for address in where}) != len(where)]


def quiet_addresses_t35(pages):
    """After the start page nothing in an address or a title says what this is."""
    assert not [address for address in pages if TELLING.search(address)]
    assert not [_title(page) for address, page in pages.items() if address != "/" and TELLING.search(_title(page))]


def help_in_the_same_place_t16(pages):
    """The numbers stand straight after the header's names, whatever the page."""
    places = {re.sub(r"\s+", " ", page.html.split("<header")[1].split("</header>")[0]) for page in pages.values()}
    strips = {re.search(r'<[^>]*class="[^"]*heard-help[^"]*".*', header)[0] for header in places}
    assert len(strips) == 1


def first_skip_then_leave_t04(pages):
    for address, page in pages.items():
        stops = [given for given in page.all("a")][:2]
        assert stops[0]["href"] == "#main", address
        if not address.startswith("/thanks"):  # praise has no Leave (experience 2b)
            assert stops[1]["href"] == "/leave", address


def named_controls_t12(pages):
    """A picture stands beside words and says nothing itself; a group of answers has a legend."""
    for address, page in pages.items():
        assert not [given for given in page.all("img") if given["alt"] and "data-alone" not in given], address
        assert len(page.all("fieldset")) == len(page.all("legend")), address


def nobody_else_is_asked_t34(pages):
    for address, page in pages.items():
        for tag, given in page.tags:
            fetched = given.get("src") or (given.get("href") if tag == "link" else "")
            assert not fetched or fetched.startswith("/static/"), (address, tag, fetched)


def few_stops_before_the_answer_t03(pages):
    """At most seven stops from the top to the first answer, and at most 25 down to the foot of the page of tiles."""
    for address, page in pages.items():
        if not re.fullmatch(r"/your-voice/\d+", address):
            continue
        stops = [
            (tag, given)
            for tag, given in page.tags
            if (tag == "a" and "href" in given)
            or tag in ("button", "textarea", "select", "summary")
            or (tag == "input" and given.get("type") != "hidden")
        ]
        stops = [given for _, given in stops if given.get("tabindex") != "-1"]
        first = next(
            (
                n
                for n, given in enumerate(stops)
                if "name" in given
                and "value" not in given
                or given.get("type") in ("checkbox", "radio")
                or given.get("class") == "heard-way"
            ),
            0,
        )
        assert first <= 7, (address, first)
        if address == f"/your-voice/{PATHS['your-voice'].number('about')}":
            foot = next(n for n, (tag, _) in enumerate(page.tags) if tag == "footer")
            above = [given for _, given in page.tags[:foot] if given in stops]
            assert len(above) <= 25, (address, len(above))


@pytest.mark.parametrize("site", ["portal", "admin"])
def test_no_two_pages_share_an_address(request, site):
    """The first would answer for both, and what was pressed on the second would be lost without a word."""
    rules = request.getfixturevalue(site).application.url_map.iter_rules()
    answers = Counter((rule.rule, method) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"})
    assert [address for address, count in answers.items() if count > 1] == []
