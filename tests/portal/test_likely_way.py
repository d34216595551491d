"""Which way a complaint will likely go, told on the receipt (experience 3, P18)."""

import pytest

from tests.portal.test_several_children import at


@pytest.mark.parametrize(
    ("standing", "says"),
    [
        ("parent", "We think this will go through the children's complaints process."),
        ("own_treatment", "We think this will go through the council's own complaints process."),
        (None, "Most complaints about children go through the children's complaints process."),
    ],
)
def test_the_receipt_says_which_way_it_will_likely_go_by_what_they_answered_p18(portal, standing, says):
    if standing:
        portal.post(at("standing"), data={"standing": standing})
    portal.post(at("points"), data={"account": "Nobody told us.", "rows-0-what": ""})
    portal.post("/your-say/check")
    portal.get("/your-say/sent")
    assert says in portal.page.text
