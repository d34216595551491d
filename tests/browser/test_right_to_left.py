"""Arabic is read from the right: the page is mirrored and fits a telephone (T15)."""

import pytest
from playwright.sync_api import Page

from models.cases import languages_here
from models.tables import Setting
from tests.conftest import MONDAY

SEEN = ("/", "/your-voice/3", "/now/1", "/how-it-works")


def test_a_page_from_the_right_is_mirrored_and_fits_t15(page: Page, sites, db, scripted):
    if scripted:
        pytest.skip("how a page is drawn does not depend on scripts")
    db.merge(Setting(name=languages_here.NAME, value={"on": ["ar"]}, changed_at=MONDAY))
    db.commit()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(sites.portal + "/language?to=/")
    page.locator("#language-ar").click()
    for path in SEEN:
        page.goto(sites.portal + path)
        assert page.locator("html").get_attribute("dir") == "rtl"
        heading, leave = page.locator("h1").bounding_box(), page.locator("#leave").bounding_box()
        assert leave["x"] + leave["width"] < 200, path  # it stands at the right in English
        assert heading["x"] + heading["width"] > 290, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
