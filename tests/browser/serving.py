"""Sites served to a browser in threads, which have all come to rest before the next test gets its own database."""

import ssl
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server

CLOSED = ("503 Service Unavailable", [("Content-Length", "0")])


class Resting:
    """An application that can be waited for. A page still saves in the background when its test is over: what it has
    asked is answered to the end, and what it asks then reaches no database, since that is another test's by then."""

    def __init__(self, app: Any) -> None:
        self.app, self.asked, self.closed = app, 0, False
        self.changed = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.changed:
            if self.closed:
                start_response(*CLOSED)
                return
            self.asked += 1
        try:
            answer = self.app(environ, start_response)
            try:
                yield from answer
            finally:
                getattr(answer, "close", lambda: None)()
        finally:
            with self.changed:
                self.asked -= 1
                self.changed.notify_all()

    def rest(self, seconds: float = 60) -> None:
        with self.changed:
            self.closed = True
            assert self.changed.wait_for(lambda: not self.asked, seconds), "a request is still being answered"


@contextmanager
def serving(apps: Mapping[tuple[str, str], Any], context: ssl.SSLContext | None = None) -> Iterator[dict[str, int]]:
    """Serve each application by its name and host; gives the port of each."""
    resting = {key: Resting(app) for key, app in apps.items()}
    servers = {
        name: make_server(host, 0, app, threaded=True, ssl_context=context) for (name, host), app in resting.items()
    }
    for server in servers.values():
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {name: server.port for name, server in servers.items()}
    for server in servers.values():
        server.shutdown()
        server.server_close()
    for app in resting.values():
        app.rest()
