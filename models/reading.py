"""How hard a text is to read: length of sentences, syllables, grade, hard words and jargon.

Flesch-Kincaid and reading ease are rough: they sort priorities and prove nothing about understanding. So a text
for a child is also held to sentence length and to two word lists. Our own count, because the usual library fetches
a dictionary from the network when it runs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.rare_words import rare

ALLOWED_LONG = frozenset(
    [
        *("advocate", "advocates", "advocacy", "social", "complaint", "complaints", "council", "councils", "childline"),
        *("personal", "adviser", "advisers", "manager", "managers", "another", "anyone", "everyone", "idea", "ideas"),
        *("tomorrow", "january", "february", "september", "october", "november", "december", "saturday"),
    ]
)
"""Words of three and more syllables that a child's page may use: each is explained, or is everyday speech."""

KINDER = {
    "absconded": "ran away",
    "absconding": "running away",
    "accommodated": "living with carers",
    "accommodation": "a place to live",
    "adjudicate": "decide",
    "adjudication": "the decision",
    "advise": "tell",
    "allegation": "what was said",
    "allegations": "what was said",
    "appropriate": "right",
    "assessment": "a look at what help you need",
    "assist": "help",
    "behavioural": "how you act",
    "care leaver": "someone who was in care",
    "care plan": "your plan",
    "case": "what you told us",
    "commence": "start",
    "communicate": "talk",
    "complainant": "you",
    "concerning": "about",
    "conference": "meeting",
    "consent": "say yes",
    "contact": "seeing your family",
    "corporate": "for the whole council",
    "correspondence": "letters",
    "disclosure": "what you told us",
    "eligible": "able to",
    "ensure": "make sure",
    "escalate": "take it further",
    "establishment": "home",
    "facilitate": "help",
    "family time": "seeing your family",
    "finding": "what we think",
    "implement": "do",
    "in relation to": "about",
    "in respect of": "about",
    "inform": "tell",
    "initial": "first",
    "intervention": "help",
    "investigate": "look into",
    "investigating officer": "a person from outside who looks into it",
    "investigation": "looking into it",
    "issue": "problem",
    "issues": "problems",
    "iro": "the person who runs your meetings",
    "kinship": "with your family",
    "lac": "in care",
    "lac review": "your meeting",
    "liaise": "talk",
    "local resolution": "sorting it out",
    "looked after child": "child in care",
    "mediation": "a talk to sort it out",
    "multi-agency": "different teams",
    "notify": "tell",
    "obtain": "get",
    "ombudsman": "a person who checks councils",
    "outcome": "what happened",
    "outcomes": "what happened",
    "partially": "partly",
    "peers": "friends",
    "permanency": "a home to stay in",
    "personal education plan": "school plan",
    "placement": "home",
    "placements": "homes",
    "prior": "before",
    "procedure": "the steps",
    "proceedings": "what the court is doing",
    "professional": "worker",
    "professionals": "workers",
    "provide": "give",
    "provision": "help",
    "pursuant": "under",
    "receive": "get",
    "regarding": "about",
    "representation": "what you told us",
    "representations": "what you told us",
    "request": "ask",
    "require": "need",
    "resolution": "sorting it out",
    "respite": "a short break",
    "respond": "answer",
    "review": "meeting",
    "safeguarding": "keeping you safe",
    "section 20": "in care with your family's yes",
    "service user": "you",
    "siblings": "brothers and sisters",
    "stage one": "the first step",
    "stage two": "the next step",
    "stage three": "the last step",
    "statutory": "by law",
    "substantiated": "shown to be true",
    "supervised": "with a worker there",
    "terminate": "end",
    "therapeutic": "to help you feel better",
    "transition": "change",
    "unsubstantiated": "not shown to be true",
    "upheld": "we agree with you",
    "utilise": "use",
    "wishes and feelings": "what you want",
}
"""Words of the trade, and what to say instead (T24)."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?]+(?=\s|$|[\"'”’)])|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_INNER_E = "thing|time|where|body|ful|ly|ty|ment|ness|less|work|how|what|guard(?:ing)?"
_SILENT = re.compile(rf"(?<=[aeiou][bcdfghjklmnpqrstvwz])e(?=(?:{_INNER_E})s?$)")
_JARGON = re.compile(r"\b(" + "|".join(sorted(map(re.escape, KINDER), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_SYLLABLES = {
    "area": 3, "being": 2, "business": 2, "camera": 2, "client": 2, "different": 2, "diary": 3, "diet": 2, "every": 2,
    "everybody": 4, "everyone": 3, "everything": 3, "evening": 2, "evenings": 2, "family": 2, "favourite": 2,
    "giant": 2, "history": 2, "idea": 3, "ideas": 3, "interest": 2, "maybe": 2, "orange": 2, "people": 2, "quiet": 2,
    "science": 2, "several": 2, "somebody": 3, "somehow": 2, "someone": 2, "something": 2, "sometimes": 2,
    "somewhere": 2, "trial": 2, "violent": 3, "wednesday": 2,
}  # fmt: skip
GROWN = 17  # school ends: an older reader is said as one
SEVERAL = 2  # different rare words; one alone is only pointed out
_FRAGMENT = 2  # "Sad." and "Left out." are answers to tap, not sentences, when the grade is worked out


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a text is not ready for a child, and what to do about it."""

    kind: str  # "grade", "ease", "sentence", "word" or "jargon"
    what: str
    instead: str = ""

    @property
    def said(self) -> str:
        """What to do, for whoever wrote it."""
        if self.kind == "jargon":
            return f"“{self.what}”: write “{self.instead}”."
        if self.kind in ("word", "sentence"):
            return f"“{self.what}”: {self.instead[0].lower()}{self.instead[1:]}."
        return f"{self.what}. {self.instead}."


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured in one text."""

    words: int
    sentences: int
    mean_sentence: float
    max_sentence: int
    longest: str
    grade: float
    ease: float
    hard: tuple[str, ...]
    jargon: tuple[tuple[str, str], ...]
    rare: tuple[str, ...] = ()  # the longest of the hard ones, which a child seldom meets
    rated: float = 0.0  # the grade, or more where rare words are many: what a text is held to

    @property
    def age(self) -> int:
        """The age of a reader who would manage it: a school grade and five years."""
        return max(5, round(self.rated) + 5)

    @property
    def aged(self) -> str:
        """The same in words; past school a number of years says nothing."""
        return age_of(self.rated)


def age_of(grade: float) -> str:
    """ "about age 10", for a school grade."""
    age = max(5, round(grade) + 5)
    return f"about age {age}" if age < GROWN else f"age {GROWN} or more"


def measure(text: str, names: Iterable[str] = ()) -> Reading:
    """The reading figures of a text; `names` (people, places) never count as hard words."""
    sentences = [found for part in _END.split(text) if (found := _WORD.findall(part))]
    if not sentences:
        return Reading(0, 0, 0.0, 0, "", 0.0, 0.0, (), ())
    words = [word for sentence in sentences for word in sentence]
    full = sum(len(sentence) > _FRAGMENT for sentence in sentences) or 1
    per_sentence, per_word = len(words) / full, sum(map(syllables, words)) / len(words)
    longest = max(sentences, key=len)
    hard = _hard(sentences, {name.lower() for given in names for name in _WORD.findall(given)})
    seldom = {word: times for word, times in hard.items() if rare(word, syllables(word))}
    grade = 0.39 * per_sentence + 11.8 * per_word - 15.59
    return Reading(
        words=len(words),
        sentences=len(sentences),
        mean_sentence=len(words) / len(sentences),
        max_sentence=len(longest),
        longest=" ".join(longest),
        grade=grade,
        ease=206.835 - 1.015 * per_sentence - 84.6 * per_word,
        hard=tuple(hard),
        jargon=tuple(dict.fromkeys((m.lower(), KINDER[m.lower()]) for m in _JARGON.findall(text))),
        rare=tuple(seldom),
        rated=_rated(grade, per_sentence, sum(seldom.values()) / len(words), len(seldom)),
    )


def _rated(grade: float, per_sentence: float, share: float, different: int) -> float:
    """The grade; where rare words are several, at least what the share of them makes it (the fog index, Gunning)."""
    return max(grade, 0.4 * (per_sentence + 100 * share)) if different >= SEVERAL else grade


_COMMON = frozenset({
    "the", "an", "and", "or", "of", "to", "in", "is", "it", "we", "you", "they", "that", "this", "was", "be", "for",
    "on", "with", "not", "have", "are", "by", "can", "will", "your", "our", "what", "if", "us", "so", "please",
    "one", "day", "had", "has", "his", "her", "she", "them", "were", "there", "who", "when", "how", "been", "about",
    "from", "but", "which", "than", "did", "said", "people", "week", "should", "would", "must",
})  # fmt: skip
_ENOUGH, _SHARE = 8, 8  # words before a language can be told, and how many of them one common word is enough for


def english(text: str) -> bool:
    """Whether the figures say anything of it: other languages are not measured. Short texts count as English."""
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    return len(words) < _ENOUGH or sum(word in _COMMON for word in words) * _SHARE >= len(words)


def child_ready(text: str, limit: float, *, longest: int = 16, names: Iterable[str] = ()) -> list[Problem]:
    """Why a text is not ready to go to a child; an empty list means that it is, or that it is not English."""
    if not english(text):
        return []
    reading = measure(text, names)
    problems = []
    if reading.rated > limit:
        shorter = "Use shorter sentences" if reading.grade > limit else "Use shorter words"
        problems.append(Problem("grade", f"A reader of {reading.aged} would manage this", shorter))
    if reading.max_sentence > longest:
        problems.append(Problem("sentence", reading.longest, f"Make two sentences of at most {longest} words"))
    problems += [Problem("jargon", word, instead) for word, instead in reading.jargon]
    problems += [Problem("word", word, "Use a shorter word") for word in reading.hard if word.lower() not in KINDER]
    return problems


def syllables(word: str) -> int:
    """About how many syllables an English word has; a number counts as one."""
    word = word.lower().replace("’", "'")
    if word in _SYLLABLES:
        return _SYLLABLES[word]
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    plain = _SILENT.sub("", re.sub(r"'s$|[^a-z]", "", word))
    count = len(_VOWELS.findall(plain)) + _extra(word, plain)
    return max(1, count - _silent(plain, count))


def _extra(word: str, plain: str) -> int:
    """Vowels that stand together and are said apart: go-ing, per-i-od, did-n't."""
    apart = len(re.findall(r"[aeiouy]ing$|(?<![ctsgx])i[ao](?!u?n?$)|(?<![ctsgx])iou", plain))
    return apart + bool(re.search(r"[bcdfgkpstvz]n't$", word) and plain not in {"cant"})


def _silent(plain: str, count: int) -> int:
    """One for a final e, es or ed that is not said."""
    if count < 2:
        return 0
    if plain.endswith("le") and plain[-3:-2] not in "aeiouy":
        return 0
    if plain.endswith("e") and not plain.endswith(("ee", "ie", "oe", "ye", "ue")):
        return 1
    if plain.endswith("es"):
        return 0 if re.search(r"(?:[sxzcg]|ch|sh|[^aeiou]l|ie|ee|oe|ue|ye)es$", plain) or plain.endswith("ies") else 1
    return 1 if plain.endswith("ed") and not re.search(r"[tdeu]ed$", plain) else 0


def _hard(sentences: list[list[str]], names: set[str]) -> dict[str, int]:
    """Words of three and more syllables that are neither allowed nor somebody's name, and how often each is there."""
    found: dict[str, int] = {}
    for sentence in sentences:
        for place, word in enumerate(sentence):
            low = re.sub(r"['’]s$", "", word.lower())
            named = low in names or (place > 0 and word[0].isupper())
            if not named and low not in ALLOWED_LONG and syllables(low) > 2:
                found[low] = found.get(low, 0) + 1
    return found
