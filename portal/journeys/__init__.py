"""The four journeys, by their neutral addresses."""

from models.procedure.terms import Journey
from portal.journeys import advocate, parent, pictures, praise, young_person
from portal.journeys.step import Path, Step

PATHS: dict[str, Path] = {path.PATH.door: path.PATH for path in (young_person, parent, advocate, praise, pictures)}
DOORS: dict[Journey, str] = {path.journey: door for door, path in PATHS.items() if not path.deck}

AFTER_SAFETY = {Journey.YOUNG_PERSON: "about", Journey.PARENT: "standing", Journey.ADVOCATE: "you"}

__all__ = ["DOORS", "PATHS", "Path", "Step", "carry_on"]


def carry_on(journey: Journey, *, in_pictures: bool = False) -> tuple[str, int]:
    """Where a journey goes on after the safety pages: its door and the number of the question."""
    if journey is Journey.YOUNG_PERSON and in_pictures:
        return pictures.PATH.door, pictures.PATH.number("advocate")
    path = PATHS[DOORS[journey]]
    return path.door, path.number(AFTER_SAFETY.get(journey, path.steps[0].id))
