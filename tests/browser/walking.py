"""What people do on the two sites, by role and label, so that a journey reads as it would be told."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

REFERENCE = re.compile(r"HV-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")

# The full way of a young person who tells of a worker and wants an advocate: the page's heading, then what they do.
CHILD: dict[str, dict[str, object]] = {
    "Are you safe right now?": {"Yes, I am safe": True},
    "What is it about?": {"My social worker": True, "Seeing my family": True},
    "It is OK to say this": {"Who is it about?": "Tom Hale", "Yes, ask me first": True},
    "Tell us what happened": {
        "Tell us what happened": "Tom said I could see Nan. Then he said no. No one told me why."
    },
    "How does it make you feel?": {"Sad": True},
    "What do you want to happen?": {"I want to know why": True, "I want someone to say sorry": True},
    "Is something going to happen soon that you do not want?": {"No": True},
    "Do you want an advocate?": {"Yes, I want one": True},
    "You want an advocate": {"My name and how to reach me": True, re.compile("^Start now"): True},
    "Who are you?": {"What can we call you?": "Kai", "13 to 15": True},
    "How can we talk to you?": {"Email me": True, "I will check here": True},
    "Keep it safe": {"What is your email?": "kai@home.example", "No": True},
    "What helps you?": {"Do not send long letters": True},
}
PARENT: dict[str, dict[str, object]] = {
    "Is a child in danger now?": {"No": True},
    "Who are you to the child?": {"Their mother or father": True},
    "Do you have parental responsibility?": {"Yes": True},
    "Who is the child?": {"Child's name": "Robin Marsh"},
    "Does the child know about this?": {"Yes, and they agree": True, "What does the child want?": "To go home"},
    "What happened?": {"Write it all in one go": "My son was moved at night. Nobody told me for two days."},
    "When did it last happen?": {"In the last year": True},
    "Is anyone else looking at this now?": {"Nobody": True},
    "Is something about to happen that should wait?": {"No": True},
    "What would put it right?": {"An apology": True},
    "Have you talked to anyone here?": {"Yes, ring me": True},
    "About you": {"Your name": "Jo Marsh", "Who must not know about this, or see our reply?": "His father"},
    "How can we reach you safely?": {"Email": True},
    "Your contact details": {"Email address": "jo@home.example", "No": True},
    "What help do you need from us?": {"Extra time": True},
    "Is anyone helping you?": {},
}
ADVOCATE: dict[str, dict[str, object]] = {
    "Has the child told you they want to complain?": {"Yes, they asked me to": True},
    "Who are you?": {
        "Your name": "Ade Bell",
        "Their advocate": True,
        "Your email": "ade@advocates.example",
        "No": True,
    },
    "How did the child ask you?": {"We met": True, "Yes": True},
    "What does the child say?": {"The child's own words": "I want to see my sister. No one asks me."},
    "Point by point": {},
    "What does the child want to happen?": {"Someone to listen": True},
    "Is something about to happen that should wait?": {"No": True},
    "Who should we talk to?": {"Both of us": True, "Through someone they trust": True},
    "How to reach the child": {"Who do they trust?": "Nan", "How can we reach that person?": "0777 0900123"},
    "What should you get copies of?": {"The first letter, which says what we have understood": True},
    "When should the time start?": {re.compile("^Now"): True},
    "Who is the child?": {"Child's name": "Lena Fox", "13 to 15": True},
}


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """A button, or a link that looks like one."""
    whole = isinstance(name, str)
    by_role = [page.get_by_role(role, name=name, exact=whole) for role in ("button", "link")]
    by_role[0].or_(by_role[1]).first.click()


def headed(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().strip()


def answer(page: Page, given: Mapping[str, object]) -> None:
    """Tick what is True, type what is text."""
    for label, what in given.items():
        field = control(page, label)
        field.check() if what is True else field.fill(str(what))


def control(page: Page, label: object) -> Locator:
    whole = isinstance(label, str)
    return page.get_by_label(label, exact=whole).and_(page.locator("input, textarea, select")).first  # type: ignore[arg-type]


def begin(page: Page, address: str, door: str = "Something is wrong", go: str = "I understand") -> None:
    page.goto(address)
    press(page, door)
    press(page, go)


def walk(
    page: Page, answers: Mapping[str, Mapping[str, object]], *, until: str = "", look=None, name: str = ""
) -> list[str]:
    """Answer page after page until the check; gives the headings that were seen."""
    seen: list[str] = []
    while (title := heading(page)) != (until or "Check what you want to send"):
        assert title in answers, f"no answer for {title!r}"
        assert title not in seen, f"{title!r} came twice"
        seen.append(title)
        answer(page, answers[title])
        if look:
            look(page, f"{name}-{len(seen):02}")
        press(page, "Continue")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(title)
    return seen


def receipt(page: Page) -> tuple[str, list[str]]:
    """The reference and the words of the page that shows them."""
    page.wait_for_load_state()
    found = REFERENCE.search(page.locator("#reference").inner_text())
    assert found
    return found[0], words_shown(page)


def words_shown(page: Page) -> list[str]:
    words = page.locator(".heard-secret__word span")
    expect(words.nth(4)).to_be_visible()  # five for a young person, seven for everybody else
    return [text.strip() for text in words.all_inner_texts()]


def come_back(page: Page, address: str, reference: str, words: str) -> None:
    page.goto(f"{address}/come-back")
    page.get_by_label("Your number").fill(reference)
    page.get_by_label("Your secret words").fill(words)
    press(page, "Open my page")
