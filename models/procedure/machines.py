"""What looks as if a machine had filled in the public form (T5, INP-16). No words and no language are looked at.

No single sign holds anything back: a browser may fill in a field that nobody sees, somebody may paste and send at
once, and two people may send the same words. What is or may be a child's is never held.
"""

import re
from collections.abc import Collection, Mapping

from models.procedure.terms import Journey

TRAP, FAST, REPEATS, LINKS = "trap", "fast", "repeats", "links"
SIGNS: Mapping[str, str] = {
    TRAP: "a field that no person sees was filled in",
    FAST: "it was sent within three seconds of the first answer",
    REPEATS: "the same words came several times within an hour",
    LINKS: "it is more links than words",
}
ENOUGH = 2  # signs
SECONDS = 3
DAYS = 90  # kept before what an officer calls a machine’s is erased (RET-06)
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def mostly_links(text: str) -> bool:
    """Whether links take up more of it than everything else; two of them at least, for one is often evidence."""
    found = LINK.findall(text)
    in_links = sum(map(len, found))
    return len(found) > 1 and in_links > len("".join(text.split())) - in_links


def may_be_held(journey: Journey, *, young_person: bool, urgent: bool, came_back: bool) -> bool:
    """A child’s or an advocate’s form never is, nor what tells of danger or of a change to come (`urgent`), nor what
    somebody began with words of their own and came back to (`came_back`)."""
    return journey in (Journey.PARENT, Journey.PRAISE) and not (young_person or urgent or came_back)


def looks_like_one(journey: Journey, signs: Collection[str]) -> bool:
    """Thanks may come from a child, without saying so: words that a person could mean always pass there."""
    return len(set(signs)) >= ENOUGH and (journey is not Journey.PRAISE or LINKS in signs)
