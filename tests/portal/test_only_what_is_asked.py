"""What a question leaves out: a skip where nothing was told yet, and what only another choice asks for (Y5, P6)."""

from pathlib import Path

import pytest

from portal.journeys import PATHS
from tests.portal.test_check import CHECK, number


@pytest.mark.parametrize("door", ["your-voice", "pictures"])
def test_where_nothing_was_told_the_telling_page_is_not_skipped_y5(portal, door):
    there = number("tell", door)
    portal.get(there)
    assert not [one for one in portal.page.all("button") if one.get("id") == "skip"]
    assert portal.post(there, data={"story": "", "go": "skip"}).status_code == 422
    assert "talk, draw or send a photo" in portal.page.text
    assert portal.post(there, data={"story": "He shouts.", "go": "skip"}).status_code == 303


@pytest.mark.parametrize("door", ["your-voice", "pictures"])
def test_a_tile_is_enough_to_pass_the_telling_page_y5(portal, door):
    portal.post(number("about", door), data={"topics": ["home"]})
    portal.get(number("tell", door))
    assert [one for one in portal.page.all("button") if one.get("id") == "skip"]
    assert portal.post(number("tell", door), data={"story": "", "go": "skip"}).status_code == 303


THEN = [
    (step.id, name, after) for step in PATHS["your-voice"].steps if step.form for name, after in step.form.then.items()
]


@pytest.mark.parametrize(("question", "name", "after"), THEN)
def test_what_is_asked_because_of_a_choice_waits_for_that_choice_p6(portal, question, name, after):
    portal.post(number("contact"), data={"ways": ["call"]})
    portal.post(number("about"), data={"topics": ["social_worker"]})
    portal.get(number(question))
    assert f'data-then="{after}"' in portal.page.html
    assert any(one.get("name") == name for one in [*portal.page.all("input"), *portal.page.all("textarea")])
    of, value = after.split("-")
    assert any((one.get("name"), one.get("value")) == (of, value) for one in portal.page.all("input"))
    rule = f'form:has([name="{of}"][value="{value}"]:not(:checked)) [data-then="{after}"]'
    assert rule in (Path(portal.application.static_folder) / "site/public.css").read_text()


def test_send_this_now_takes_what_is_there_and_the_check_says_what_is_of_no_use_2_1(drafted):
    drafted.post(number("contact"), data={"ways": ["text"]})
    assert drafted.post(number("contact_details"), data={"text_number": "", "go": "check"}).location == CHECK
    drafted.get(CHECK)
    assert "You ticked text, but gave no number. So we can not text." in drafted.page.text


@pytest.mark.parametrize(
    ("safe", "asks"),
    [("yes", "change what you told us about being safe"), ("", "tell us if you are safe"), ("not_said", "change what")],
)
def test_who_feels_scared_is_asked_by_what_they_have_said_of_being_safe_y6(drafted, safe, asks):
    drafted.post(number("safe"), data={"safe": safe})
    drafted.get(drafted.post(number("feelings"), data={"feelings": ["scared"]}).location)
    assert asks in drafted.page.text
    leads = {link.get("id"): link.get("href") for link in drafted.page.all("a")}
    assert (leads["said-no"], leads["said-to"]) == ("#question", number("safe"))


def test_the_check_does_not_ask_the_same_twice_y13(drafted):
    drafted.post(number("soon"), data={"soon": "yes", "what": ["home"]})
    drafted.get(CHECK)
    row = drafted.page.text.partition("Is something going to happen soon")[2].partition("Change")[0]
    assert "Is something going to happen" not in row
    assert "Moving home" in row


def test_a_parent_names_someone_they_trust_and_a_weekend_p13_y11(portal):
    portal.post(number("contact", "your-say"), data={"ways": ["call", "trusted"]})
    details = number("contact_details", "your-say")
    named = {"call_number": "07700 900123", "call_when": ["weekend"], "trusted_reach": "01632 960151"}
    assert portal.post(details, data=named).status_code == 422
    assert "Tell us who you trust" in portal.page.text
    portal.post(details, data=named | {"trusted_name": "Mrs Ahmed"})
    portal.get("/your-say/check")
    assert "Mrs Ahmed" in portal.page.text
    assert "Weekend" in portal.page.text


def test_of_a_child_who_cannot_tell_them_is_asked_what_was_seen_and_who_knows_them_best_2_9(portal):
    door = "for-someone"
    portal.get(number("words", door))
    assert "What does the child say?" in portal.page.text
    assert "Who knows the child best?" not in portal.page.text
    portal.post(number("instructed", door), data={"instructed": "non_instructed"})
    portal.get(number("words", door))
    assert "What has the child shown you?" in portal.page.text
    assert "What does the child say?" not in portal.page.text
    assert "symbols or pictures the child used" in portal.page.text
    seen = {"child_words": "", "notes": "He puts his coat on and waits by the door.", "best": "Mrs Ahmed, his teacher"}
    assert portal.post(number("words", door), data=seen).status_code == 303
    portal.get(f"/{door}/check")
    assert "Mrs Ahmed, his teacher" in portal.page.text
    assert "What you or others saw" in portal.page.text


def test_the_check_asks_who_it_is_about_once_and_not_twice_over_y13(portal):
    worker = PATHS["your-voice"].number("worker")
    portal.post(f"/your-voice/{worker - 1}", data={"topics": ["social_worker"]})
    portal.post(f"/your-voice/{worker}", data={"worker": "Mo", "ask_first": "ask"})
    portal.get("/your-voice/check")
    line = portal.page.html.partition("Who is it about?")[2].partition("Before we talk to them")[0]
    assert "Mo" in line
    assert "about?" not in line
