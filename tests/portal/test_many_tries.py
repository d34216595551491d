"""Guessing slows down for who guesses; it never keeps out somebody else, and it says for how long (TRK-03)."""

from typing import Any

from models.cases import throttling
from models.credentials import new_reference
from models.procedure.terms import Role
from models.tables import Message
from tests.portal.coming_back import REFERENCE, WORDS, case_with_words


def come_back(portal: Any, reference: str = REFERENCE, words: str = WORDS) -> Any:
    return portal.post("/come-back", data={"reference": reference, "secret_words": words})


def test_ten_wrong_tries_on_one_reference_leave_another_open(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    other, slip = new_reference(), REFERENCE[:-1] + "X"
    for reference in (new_reference(), new_reference(), slip, slip):
        assert come_back(portal, reference, "wrong words").status_code == 422
    for _ in range(10):
        assert come_back(portal, other, "wrong words").status_code == 422
    assert come_back(portal, other, "wrong words").status_code == 429
    assert come_back(portal).location == "/your-page"


def test_the_page_says_how_long_to_wait_and_how_to_call(portal: Any, db: Any, keys: Any, clock: Any) -> None:
    case_with_words(db, keys)
    for _ in range(10):
        come_back(portal, words="wrong words")
    assert come_back(portal).status_code == 429
    assert "try again in about 60 minutes. Or call us." in portal.page.text
    assert "Call us on" in portal.page.text
    assert WORDS not in portal.page.text
    clock.forward(minutes=42)
    come_back(portal)
    assert "in about 20 minutes" in portal.page.text
    clock.forward(minutes=18, seconds=1)
    assert come_back(portal).location == "/your-page"


def test_misspelt_references_use_up_no_try_of_the_network(portal: Any, db: Any, keys: Any) -> None:
    case_with_words(db, keys)
    for number in range(30):
        come_back(portal, f"not mine {number}", "wrong words")
    assert come_back(portal, "not mine either", "wrong words").status_code == 429
    assert come_back(portal).location == "/your-page"


def test_a_right_try_that_was_the_thirtieth_makes_nobody_wait(settings: Any, sessions: Any, clock: Any) -> None:
    def buckets(reference: str) -> Any:
        return throttling.words_buckets(reference, "198.51.100.7")

    for _ in range(29):
        assert throttling.claim(sessions, settings.runtime, buckets(new_reference()), now=clock.now) is None
    mine = buckets(REFERENCE)
    for _ in range(3):
        assert throttling.claim(sessions, settings.runtime, mine, now=clock.now) is None
        throttling.give_back(sessions, settings.runtime, mine, now=clock.now)
    assert throttling.claim(sessions, settings.runtime, mine, now=clock.now) is None
    assert throttling.claim(sessions, settings.runtime, buckets(new_reference()), now=clock.now) is not None


def test_guessing_at_one_reference_still_tells_a_manager(
    portal: Any, db: Any, keys: Any, person: Any, work_off: Any
) -> None:
    case_with_words(db, keys)
    person(Role.MANAGER, name="Rosa Hart")
    db.commit()
    for _ in range(10):
        come_back(portal, words="wrong words")
    work_off()
    db.expire_all()
    assert db.query(Message).filter(Message.cause.like("guessing:%")).count() == 1
