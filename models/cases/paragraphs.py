"""What a letter or mail says, paragraph by paragraph: without its greeting, its signature and the mail it answers.

Only to begin from: an officer reads and changes it, and their own words stay as they were sent (P-07).
"""

import re

MOST = 10
QUOTED = re.compile(  # everything from here on is somebody else's mail
    r"^(?:>.*|-{2,} ?(?:original|forwarded) message ?-{2,}.*|on .{5,120}\bwrote:|from: .+)$", re.IGNORECASE
)
GREETING = re.compile(
    r"^(?:dear|hi|hello|hiya|hey|good (?:morning|afternoon|evening)|to whom it may concern)\b[^.?!]{0,60}$",
    re.IGNORECASE,
)
GOODBYE = re.compile(
    r"^(?:(?:with )?(?:kind|best|warm|many)(?:est)? (?:regards|wishes|thanks)|regards|yours(?: \w+)?|best|cheers|"
    r"thanks?(?: you)?(?: (?:very much|so much|in advance|again))?|sincerely|sent from my .{2,40})[,.! ]*$",
    re.IGNORECASE,
)
NAME = re.compile(r"^[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){1,3}$")  # alone in the last line: who signed
SIGNED = 6  # lines: a name, an address, a number


def said_in(text: str) -> list[str]:
    """The paragraphs that say something, at most ten; where nothing else is left, the text as it is."""
    lines = _without_quoted(text.strip().splitlines())
    parts = [part.strip() for part in "\n".join(_without_goodbye(_without_greeting(lines))).split("\n\n")]
    found = [part for part in parts if part]
    if len(found) > 1 and NAME.match(found[-1]):
        found.pop()
    return found[:MOST] or [part for part in [text.strip()] if part]


def _without_quoted(lines: list[str]) -> list[str]:
    begins = next((place for place, line in enumerate(lines) if place and QUOTED.match(line.strip())), len(lines))
    return lines[:begins]


def _without_greeting(lines: list[str]) -> list[str]:
    return lines[1:] if lines and GREETING.match(lines[0].strip()) else lines


def _without_goodbye(lines: list[str]) -> list[str]:
    """A goodbye is one only near the end, with nothing but a few short lines after it."""
    for place in range(len(lines) - 1, -1, -1):
        after = [line for line in lines[place + 1 :] if line.strip()]
        if GOODBYE.match(lines[place].strip()) and len(after) <= SIGNED and all(len(one) <= 60 for one in after):
            return _without_goodbye(lines[:place])
    return lines
