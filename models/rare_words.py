"""Long words that a child seldom meets: few of them among short sentences leave every usual figure low.

The usual measures count syllables over a whole text, so “We act notwithstanding the arrangements” comes out as easy.
"""

LETTERS, SYLLABLES = 11, 3  # safeguarding, partnership, notwithstanding
SHORTER, MORE_SYLLABLES = 9, 4  # obligatory, remediate
EVERYDAY = frozenset(
    [
        *("understanding", "information", "interesting", "interested", "comfortable", "conversation", "conversations"),
        *("grandmother", "grandfather", "grandparent", "grandparents", "granddaughter", "stepbrother", "stepsister"),
        *("appointment", "appointments", "immediately", "completely", "especially", "television", "education"),
        *("situation", "situations", "everybody", "activity", "activities", "community", "emergency", "temperature"),
        *("electricity", "supermarket", "photographs", "certificate", "independent", "definitely", "apologising"),
        *("necessary", "difficulty", "difficulties", "university", "operation", "invitation", "explanation"),
        *("celebration", "imagination", "competition", "disappointed", "embarrassing", "embarrassed", "frightening"),
        *("remembering", "afterwards", "uncomfortable", "advertisement", "responsible", "responsibility"),
    ]
)
"""Long, and still what children say and read."""


def rare(word: str, syllables: int) -> bool:
    """Whether a word in small letters, of so many syllables, is one that a child seldom meets."""
    letters = len(word)
    long = (letters >= LETTERS and syllables >= SYLLABLES) or (letters >= SHORTER and syllables >= MORE_SYLLABLES)
    return long and word not in EVERYDAY
