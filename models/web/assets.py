"""Where templates and static files are, in a checkout and in an installed package, and what they are called."""

import hashlib
from pathlib import Path

import models

ROOT = Path(models.__file__).parent.parent


def tree_hash(folder: Path) -> str:
    """One short hash of every static file, put in the path: a changed file has a new address (HDR-04)."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
