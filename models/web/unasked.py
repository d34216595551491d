"""What a browser sent and no form asked for is not taken; where it is a fact of a case, the log says so (AZ-08)."""

import logging
from typing import Any

from flask import Flask, Response, request
from werkzeug.datastructures import ImmutableMultiDict

from models.web.logging import log

# Names alone, and only these: nothing that was typed reaches the log (LOG-01).
FACTS = frozenset(
    {
        "closed_on",
        "due_on",
        "erased_on",
        "held_at",
        "next_due_on",
        "officer_id",
        "outcome",
        "owner",
        "procedure",
        "received_at",
        "received_on",
        "responder_id",
        "restricted",
        "safety_waiting",
        "stage",
        "state",
        "state_before",
        "to_alternate",
        "version",
        "young_person",
    }
)


class Fields(ImmutableMultiDict[str, str]):
    """The fields of a form; it remembers which of them somebody looked for."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.asked: set[str] = set()

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> str:
        self.asked.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, *args: Any, **options: Any) -> Any:
        self.asked.add(key)
        return super().getlist(key, *args, **options)


def init_app(app: Flask) -> None:
    @app.after_request
    def say(response: Response) -> Response:
        sent = request.__dict__.get("form")
        if isinstance(sent, Fields) and (unasked := sorted(FACTS.intersection(set(sent.keys()) - sent.asked))):
            route = str(request.url_rule) if request.url_rule else "-"
            log("fields_not_asked_for", logging.WARNING, route=route, fields=" ".join(unasked))
        return response
