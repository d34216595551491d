"""Whether a case is theirs who ask: the names of the request beside the names of the case (SAR-03, SAR-05).

The worst that can happen to a request is that somebody gets the papers of another person. So a case whose people do
not bear the name asked about stands still until somebody has said why it is theirs all the same.
"""

import unicodedata
from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.cases import complainants
from models.cases.caring_details import details_of
from models.sealing import Keyring
from models.tables.case import Case


def people_of(db: Session, case: Case, keys: Keyring) -> list[str]:
    """Everybody whom the case is about or from: who complains, and the children. `keys` holds the file's lock."""
    details = details_of(db, case, keys) or {}
    names = [details.get("full_name"), details.get("name")]
    names += [child.get("name") for child in details.get("children") or ()]
    names += complainants.names(db, case, keys).values()
    return list(dict.fromkeys(str(name).strip() for name in names if name and str(name).strip()))


def doubt(asked: Iterable[str], held: Iterable[str]) -> str:
    """Why it is not certain that the case is theirs; nothing where a first and a last name are the same in both."""
    asked, held = [one for one in asked if one.strip()], list(held)
    if {_ends(one) for one in asked if _ends(one)} & {_ends(one) for one in held}:
        return ""
    if not held:
        return f"The request is about {_listed(asked)}. This case gives no name."
    return f"The request is about {_listed(asked)}. This case gives the name {_listed(held)}. {_alike(asked, held)}"


def _alike(asked: list[str], held: list[str]) -> str:
    """What is the same in both, and why that is not enough."""
    known = {word for one in held for word in _words(one)}
    same = sorted({word for one in asked if "@" not in one for word in _words(one)} & known)
    if not same:
        return "No name is the same in both."
    if len(same) > 1:
        return "Names are the same in both, but not the first and the last together."
    return f"Only “{same[0].title()}” is the same in both, and one name alone fits many people."


def _ends(name: str) -> tuple[str, str] | None:
    """First and last word. One word alone is no name to be sure by."""
    words = _words(name)
    return (words[0], words[-1]) if len(words) > 1 else None


def _words(name: str) -> list[str]:
    """Without accents and capitals."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c if c.isalpha() else " " for c in plain if not unicodedata.combining(c)).split()


def _listed(names: list[str]) -> str:
    return " or ".join(names)
