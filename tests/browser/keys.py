"""A person who has a keyboard and nothing else: Tab, Enter, Space and typing. Each stop must be seen (T02, T05)."""

import re
import time
from contextlib import suppress

from playwright.sync_api import Error, Page

PATIENCE = 30  # seconds
STOP = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return null;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const mark = one.matches('.heard-tile__input') ? getComputedStyle(one.nextElementSibling) : style;
    const bar = document.querySelector('.heard-leave');
    const way = bar && !bar.contains(one) ? bar.getBoundingClientRect() : null;
    const covered = (part) => way && part.top >= way.top - 1 && part.bottom <= way.bottom + 1;
    const labels = [...(one.labels ?? [])].map((label) => label.innerText);
    const labelled = document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.innerText;
    const names = [one.getAttribute('aria-label'), labelled, ...labels, one.innerText, one.value];
    const parts = one.labels?.length ? [box, one.labels[0].getBoundingClientRect()] : [box];
    const before = one.matches('.govuk-radios__input, .govuk-checkboxes__input')
        ? getComputedStyle(one.nextElementSibling, '::before') : style;
    const drawn = (s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 3
        && s.outlineColor !== 'rgba(0, 0, 0, 0)';
    const ringed = (s) => drawn(s) || /0px 0px 0px ([3-9]|\\d\\d)px/.test(s.boxShadow);
    const inView = (part) => part.bottom > 0 && part.top < innerHeight && part.width > 1 && part.right > 0;
    return {
        name: names.find((name) => name?.trim())?.trim() ?? '', tag: one.tagName, type: one.type ?? '', id: one.id,
        checked: Boolean(one.checked),
        ring: [mark, before].some(ringed),
        seen: parts.some((part) => !covered(part) && inView(part)),
    };
}"""


GROUP = """() => [...document.getElementsByName(document.activeElement.name)].filter((one) => one.labels?.length)
    .map((one) => one.labels[0].innerText.trim())"""


class Keys:
    """Goes on from wherever the focus is; says every stop that cannot be seen."""

    def __init__(self, page: Page, most: int = 60) -> None:
        self.page, self.most, self.stops = page, most, 0
        self.acts = 0  # what is decided: a press, a tick, a choice, a box that is typed in

    def stop(self) -> dict[str, object]:
        self.page.keyboard.press("Tab")
        self.stops += 1
        found: dict[str, object] | None = self.page.evaluate(STOP)
        if found is None:
            return {"name": "", "tag": "", "type": "", "id": "", "checked": False}
        assert found["ring"], f"no focus to be seen on {found} of {self.page.url}"
        assert found["seen"], f"the focus is out of sight on {found} of {self.page.url}"
        return found

    def to(self, name: str | re.Pattern[str], *, tag: str = "") -> dict[str, object]:
        """Tab until the control of this name has the focus. Radios: the arrow keys go on within a group."""
        passed = []
        for _ in range(self.most):
            found = self.stop()
            if _is(name, found) and tag in ("", str(found["tag"])):
                return found
            if found["type"] == "radio" and (within := self._arrow(name)):
                return within
            passed.append(found["name"])
        raise AssertionError(f"the keyboard never reached {name!r} on {self.page.url}: {passed}")

    def _arrow(self, name: str | re.Pattern[str]) -> dict[str, object] | None:
        """Within a group of radios. Where the name is not there, the group is left as it was found."""
        group = self.page.evaluate(GROUP)
        places = [place for place, label in enumerate(group) if _is(name, {"name": label})]
        if not places:
            return None
        for _ in range(len(group) + 1):
            found: dict[str, object] = self.page.evaluate(STOP)
            if _is(name, found):
                return found
            self.page.keyboard.press("ArrowDown")
        return None

    def press(self, name: str | re.Pattern[str]) -> None:
        """A link or a button, with Enter; waits for the page it leads to."""
        self.to(name)
        self.acts += 1
        before = self.page.evaluate("() => { window.before = true; return location.href; }")
        self.page.keyboard.press("Enter")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:  # not wait_for_function: the pages' policy allows no evaluated text
            with suppress(Error):  # between two pages there is nothing to ask
                if self.page.evaluate("() => !window.before && document.readyState === 'complete'"):
                    return
            self.page.wait_for_timeout(40)
        raise AssertionError(f"{name} led nowhere from {before}")

    def tick(self, name: str | re.Pattern[str]) -> None:
        self.acts += 1
        if not self.to(name)["checked"]:
            self.page.keyboard.press("Space")

    def type(self, name: str | re.Pattern[str], words: str) -> None:
        self.to(name)
        self.acts += 1
        self.page.keyboard.type(words)

    def choose(self, name: str | re.Pattern[str], first_letters: str) -> None:
        """From a list, by the beginning of what it says."""
        self.to(name, tag="SELECT")
        self.acts += 1
        self.page.keyboard.type(first_letters)


def _is(name: str | re.Pattern[str], found: dict[str, object]) -> bool:
    said = str(found["name"])
    return said == name if isinstance(name, str) else bool(name.search(said))
