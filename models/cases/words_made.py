"""New words with their reference, and the lock that they make."""

from collections.abc import Callable
from dataclasses import dataclass

from models.sealing import Lock, words_lock


@dataclass(frozen=True, slots=True, repr=False)
class FreshWords:
    """A reference, its words, and the lock that they make."""

    reference: str
    words: tuple[str, ...]
    salt: bytes
    lock: Lock


def lock_words(
    reference: str,
    words: tuple[str, ...],
    salt: bytes,
    *,
    stretch: Callable[[str, bytes], bytes],
    pepper: tuple[int, bytes],
) -> FreshWords:
    """Make the lock of new words. Slow on purpose: never while a write transaction is open."""
    version, secret = pepper
    return FreshWords(reference, words, salt, words_lock(stretch(" ".join(words), salt), secret, version))
