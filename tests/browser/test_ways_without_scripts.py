"""The four ways to tell open what they lead to, with scripts or without them (experience Y5, T19)."""

import pytest
from playwright.sync_api import Page, expect

from portal.journeys import PATHS


@pytest.mark.parametrize("door", ["your-voice", "pictures"])
def test_a_way_to_tell_opens_its_chooser_below_the_way_out_y5(page: Page, sites, door):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{sites.portal}/{door}/{PATHS[door].number('tell')}")
    for way in ("Talk", "Draw", "Send a photo"):
        assert page.get_by_text(way, exact=True).filter(visible=True).count() == 1, "offered once"
    for way, chooser in (("Talk", "#recording"), ("Draw", "#drawing"), ("Send a photo", "#picture")):
        page.get_by_role("link", name=way, exact=True).click()
        expect(page.locator(chooser)).to_be_visible()
        panel = page.locator("details", has=page.locator(chooser)).locator("summary")
        above, heading = page.locator(".heard-leave").bounding_box(), panel.bounding_box()
        assert above
        assert heading
        assert heading["y"] >= above["y"] + above["height"] - 1, way
