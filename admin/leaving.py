"""What is true of the letter that was let go last: when it leaves, or what it waits for (K-18)."""

from flask import g

from models.cases.alert_again import duty_has_it
from models.cases.duty_rota import duty_now
from models.cases.holding import all_of
from models.formats import clock_time
from models.procedure.terms import Way
from models.tables import Case
from models.tables.words import CHECK, HELD

LEAVES = "The letter leaves at {time}. Until then it can be called back under Letters."
CHECKED = "A second person checks the letter before it goes."
ON_THEIR_PAGE = "The letter is on their page."
BY_MAIL = "The letter is on its way."
DUTY_HAS_IT = "The duty team is told and has it now."
DUTY_MAY_NOT_READ = "The duty team may not read it at once. Ring duty now"
BY_HAND = "The letter waits under To post."


def leaving(case: Case) -> str:
    """To be said beside what was done; empty where no letter was let go."""
    letters = all_of(g.db, case)
    if not letters:
        return ""
    letter = letters[0]
    if letter.state == HELD:
        return LEAVES.format(time=clock_time(letter.leaves_at))
    if letter.state == CHECK:
        return CHECKED
    if letter.counted_on:
        return ON_THEIR_PAGE
    return BY_MAIL if letter.way is Way.EMAIL else BY_HAND


def duty_told(case: Case) -> str:
    """Whether duty has what was referred just now; where it may not be read at once, that they have to be rung."""
    if duty_has_it(g.db, case, now=g.now):
        return DUTY_HAS_IT
    phone = duty_now(g.db, case.council, now=g.now).phone
    return f"{DUTY_MAY_NOT_READ} {phone}." if phone else f"{DUTY_MAY_NOT_READ}."
