"""Every link of the staff site leads somewhere, for whoever sees it (AZ-01: a page is shown only what it opens)."""

import re

import pytest

from models.cases.accounts import OUTSIDE
from models.procedure.terms import Role
from tests.crawling import crawl
from tests.portal.coming_back import case_with_words


@pytest.mark.parametrize("role", Role)
def test_every_link_leads_somewhere_and_no_title_stands_for_two_pages_t13(
    admin, db, keys, sign_in, given, person, place, role
):
    case_with_words(db, keys)
    account = person(role)
    account.staff.organisation_id = place.id if role in OUTSIDE else None
    sign_in(account=account)
    titles: dict[str, str] = {}
    for address, page in crawl(admin, ["/"]):
        title = " ".join(re.search(r"<title>(.*?)</title>", page.html, re.DOTALL)[1].split())
        place = address.split("?")[0]
        assert titles.setdefault(title, place) == place or "HV-" in place, f"{title}: {place} and {titles[title]}"
    assert titles
