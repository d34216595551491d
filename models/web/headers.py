"""The headers every answer carries, exactly (HDR-01)."""

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-to csp"
)
REPORTS_TO = "/csp"  # what breaks the policy is told there: models/web/reports.py
POWERS = (
    *("accelerometer", "autoplay", "bluetooth", "camera", "clipboard-read", "display-capture", "encrypted-media"),
    *("fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "publickey-credentials-create", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "usb", "web-share", "xr-spatial-tracking"),
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Reporting-Endpoints": f'csp="{REPORTS_TO}"',
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
    "X-Frame-Options": "DENY",
}
FILE_POLICY = "sandbox; default-src 'none'"  # somebody's file: whatever is in it, it runs nothing (UPL-04)
PLAYS = f"{POLICY}; media-src 'self'"  # a page where recordings are played
RECORDS = f"{POLICY}; media-src 'self' blob:"  # and one where they are made: played back before they are sent
NO_ROBOTS = "noindex, noarchive"
HTTPS_ONLY = "max-age=63072000; includeSubDomains"
STORE_NOTHING = "no-store"
KEEP_FOR_EVER = "public, max-age=31536000, immutable"  # the address changes when a file does


def init_app(app: Flask, *, site: str, secure: bool) -> None:
    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        _for_files(response)
        static = request.endpoint in ("static", "look.sheet") and response.status_code in (200, 206, 304)
        response.headers["Cache-Control"] = KEEP_FOR_EVER if static else STORE_NOTHING
        if not (site == "portal" and request.path == "/"):
            response.headers["X-Robots-Tag"] = NO_ROBOTS
        if secure:
            response.headers["Strict-Transport-Security"] = HTTPS_ONLY
        return response


def _for_files(response: Response) -> None:
    """The few pages that need more than the others, and the answers that must not have as much."""
    if g.get("file_answer"):
        response.headers["Content-Security-Policy"] = FILE_POLICY
    elif g.get("records"):
        response.headers["Content-Security-Policy"] = RECORDS
        response.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace(
            "microphone=()", "microphone=(self)"
        )
    elif g.get("plays"):
        response.headers["Content-Security-Policy"] = PLAYS
