"""The council's name and colour are its own, from its policy, and always strong enough to read (T07)."""

import pytest

from models.policy import PolicyError, colour, parse

OWN = "#5b2a86"


@pytest.mark.parametrize("own", [OWN, "#003366", "#7a0019", "#1d4d2b", "#000000"])
def test_every_shade_of_a_councils_colour_can_be_read(own):
    found = {name: colour._rgb(shade) for name, shade in colour.shades(own).items()}
    assert colour.contrast(found["deep"], colour.WHITE) >= 7
    assert colour.contrast(found["hover"], colour.WHITE) >= 7
    assert colour.contrast(found["deep"], found["wash"]) >= 4.5
    assert colour.contrast(found["night"], colour.NIGHT) >= 7
    assert colour.contrast(found["night"], found["on_night"]) >= 7


def test_a_colour_that_is_too_pale_or_none_is_refused():
    plain = {"council": "x", "name": "X Council", "since": "2026-04-01"}
    assert parse({**plain, "settings": {"colour": OWN}}).colour == OWN
    for wrong, why in (("#ffd54a", "darker"), ("teal", "such as"), ("#12", "such as")):
        with pytest.raises(PolicyError, match=why):
            parse({**plain, "settings": {"colour": wrong}})


def test_the_sheet_may_be_kept_and_nothing_else_is_served_there(portal):
    answer = portal.get(f"/static/colour/{OWN[1:]}.css")
    assert f"--deep: {OWN}" in answer.text
    assert "immutable" in answer.headers["Cache-Control"]
    assert portal.get("/static/colour/ffd54a.css").status_code == 404
    assert portal.get("/static/colour/x.css").status_code == 404
