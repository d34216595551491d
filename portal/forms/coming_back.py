"""Reference and words, in any case and with whatever stands between them (T18)."""

from models.credentials import read_reference
from portal.forms.asking import LINE, ask

LONGEST = 400  # nobody's words are longer; argon2 is not given a book to chew


class SignInForm(ask("tracking", "sign_in", reference=LINE, secret_words=LINE)):  # type: ignore[misc]
    """Judged only by trying, once there is something in both boxes. The words are never put back into the page."""

    def filled(self) -> bool:
        empty = [field for field in (self.reference, self.secret_words) if not field.data]
        for field in empty:
            field.errors = [self.words.error("empty" if len(empty) > 1 else f"empty_{field.short_name}")]
        if empty:
            self.secret_words.data = ""
        if len(empty) > 1:
            self.secret_words.errors = []  # one sentence says it for both
        return not empty

    @property
    def said_reference(self) -> str:
        typed = self.reference.data or ""
        return read_reference(typed) or " ".join(typed.upper().split())[:40]

    @property
    def said_words(self) -> str:
        return (self.secret_words.data or "")[:LONGEST]


class PresentWordsForm(ask("tracking", "new_words", secret_words=LINE)):  # type: ignore[misc]
    """The words there are, before others take their place or none do: an open page alone proves nothing."""

    @property
    def said_words(self) -> str:
        return (self.secret_words.data or "")[:LONGEST]


class WordsForm(ask("tracking", "sent", secret_words=LINE)):  # type: ignore[misc]
    """The words again, before a page that others must not see."""

    @property
    def said_words(self) -> str:
        return (self.secret_words.data or "")[:LONGEST]
