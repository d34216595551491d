"""A stand-in for GOV.UK Notify: a real HTTP server that speaks what is documented of it, and checks its tokens."""

import base64
import json
import threading
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from notifications_python_client.authentication import decode_jwt_token, get_token_issuer
from notifications_python_client.errors import TokenError

from models.post.notices import BODY

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"heard-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
ERRORS = {
    400: ("ValidationError", "phone_number Not a UK mobile number"),
    403: ("AuthError", "Invalid token: API key not found"),
    429: ("RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    500: ("Exception", "Internal server error"),
}


@dataclass
class Notify:
    """`taken`: what was posted to it, in order; `fails`: the status of each next request, in order; `lost`: whether the
    next answer is lost on the way although it was taken."""

    url: str = ""
    body: str = BODY
    taken: list = field(default_factory=list)
    asked: list = field(default_factory=list)  # method and path of each request
    fails: list = field(default_factory=list)
    lost: bool = False

    def settle(self, status, reference=None, at="2026-11-24T09:30:00.000000Z"):
        for one in self.taken:
            if reference in (None, one["reference"]):
                one |= {"status": status, "completed_at": at}


class _Handler(BaseHTTPRequestHandler):
    notify: Notify

    def log_message(self, *said):
        pass

    def do_GET(self):
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if not self._let_in():
            return
        if path.startswith("/v2/template/"):
            found = {"id": TEMPLATE, "type": "sms", "version": 1, "body": self.notify.body}
            self._answer(200, found) if path.endswith(TEMPLATE) else self._error(
                404, "NoResultFound", "No result found"
            )
        elif path == "/v2/notifications":
            wanted = query.get("reference", [None])[0]
            found = [one for one in reversed(self.notify.taken) if wanted in (None, one["reference"])]
            self._answer(200, {"notifications": found, "links": {"current": self.path}})

    def do_POST(self):
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._let_in():
            return
        kind = self.path.rpartition("/")[2]
        if kind == "letter" and not base64.b64decode(given["content"]).startswith(b"%PDF-"):
            self._error(400, "BadRequestError", "Letter content is not a valid PDF")
            return
        assert self.path in ("/v2/notifications/sms", "/v2/notifications/letter")
        made = {"id": str(uuid.uuid4()), "type": kind, "status": "created", "completed_at": None, **given}
        self.notify.taken.append(made)
        if self.notify.lost:
            self.notify.lost = False
            self.connection.close()
            return
        self._answer(201, {"id": made["id"], "reference": given["reference"]})

    def _let_in(self):
        self.notify.asked.append((self.command, self.path))
        token = self.headers["Authorization"].removeprefix("Bearer ")
        try:
            assert get_token_issuer(token) == SERVICE
            decode_jwt_token(token, SECRET)
        except (TokenError, AssertionError):
            self._error(403, *ERRORS[403])
            return False
        if self.notify.fails:
            status = self.notify.fails.pop(0)
            self._error(status, *ERRORS[status])
            return False
        return True

    def _error(self, status, kind, message):
        self._answer(status, {"status_code": status, "errors": [{"error": kind, "message": message}]})

    def _answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def standing_in():
    """Started, on a port of its own; stopped when the generator is closed."""
    notify = Notify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"notify": notify}))
    notify.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield notify
    server.shutdown()
    server.server_close()
    thread.join()
