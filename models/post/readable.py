"""Whether a reader who needs easy words would manage a letter: one measure, one limit and one sentence everywhere.

The limits are those of decisions 24. Only English can be measured: of a text in another language a person has to say
who read it and found it easy.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from models.reading import Reading, age_of, english, measure

FREE_TEXT_GRADE, WHOLE_GRADE = 6, 5  # what somebody types; the whole letter with the parts that the law words
MOST_NAMED = 8  # long words named in a sentence: more would not be read
UNKNOWN = "This is not in English, so it cannot be measured. Write who read it and found it easy in that language."


@dataclass(frozen=True, slots=True)
class Meter:
    """How the typed text reads. `too_hard` blocks unless a reason is given; jargon is only pointed out."""

    reading: Reading
    limit: int | None
    english: bool = True

    @property
    def too_hard(self) -> bool:
        return self.english and self.limit is not None and self.reading.rated > self.limit

    @property
    def unknown(self) -> bool:
        """Whether easy words are needed and nobody here can say by measuring whether these are."""
        return not self.english and self.limit is not None

    @property
    def most(self) -> str:
        """The age whose reader has to manage it, in words; empty where nobody is held to one."""
        return age_of(self.limit) if self.limit is not None else ""

    @property
    def words(self) -> str:
        """Which rare words to begin with; empty where there are none."""
        return f" Long words: {', '.join(self.reading.rare[:MOST_NAMED])}." if self.reading.rare else ""

    @property
    def says(self) -> str:
        """Why it may not leave without a reason; empty where it may."""
        if self.too_hard:
            return (
                f"Make it easier to read, or say why not: a reader of {self.reading.aged} would manage it now."
                + self.words
            )
        return UNKNOWN if self.unknown else ""


def meter(texts: Iterable[str], *, easy: bool, names: Iterable[str] = ()) -> Meter:
    """Measure what was typed; `easy` when a young person or someone who needs easy words will read it."""
    text = "\n".join(texts)
    return Meter(measure(text, names), FREE_TEXT_GRADE if easy else None, english(text))
