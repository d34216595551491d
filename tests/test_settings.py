"""Dangerous settings refuse to start, each with a reason a person can act on (DEP-08)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.dangers import Environment
from models.settings import Settings, Unsafe, check_clock

REAL = {
    "HEARD_ENV": "production",
    "HEARD_PORTAL_URL": "https://help.ashbourne.gov.uk",
    "HEARD_ADMIN_URL": "https://desk.ashbourne.gov.uk",
    "HEARD_MAIL_HOST": "mail.ashbourne.gov.uk",
    "HEARD_MAIL_TLS": "starttls",
    "HEARD_MAIL_FROM": "no-reply@ashbourne.gov.uk",
}

BAD = {
    "debug in production": ({"HEARD_DEBUG": "1"}, "HEARD_DEBUG"),
    "a moved clock in production": ({"HEARD_CLOCK": "3600"}, "HEARD_CLOCK"),
    "invented cases in production": ({"HEARD_DEMO_DATA": "yes"}, "HEARD_DEMO_DATA"),
    "no address": ({"HEARD_PORTAL_URL": "http://localhost:1", "HEARD_ADMIN_URL": "http://127.0.0.1:2"}, "no address"),
    "plain http": ({"HEARD_PORTAL_URL": "http://help.ashbourne.gov.uk"}, "https://"),
    "half an address": ({"HEARD_ADMIN_URL": "desk.ashbourne.gov.uk"}, "whole addresses"),
    "one host for both": ({"HEARD_ADMIN_URL": "https://help.ashbourne.gov.uk"}, "share one host name"),
    "any host": ({"HEARD_TRUSTED_HOSTS": "*"}, "HEARD_TRUSTED_HOSTS"),
    "a pattern of hosts": ({"HEARD_TRUSTED_HOSTS": ".gov.uk"}, "HEARD_TRUSTED_HOSTS"),
    "mail in clear": ({"HEARD_MAIL_TLS": "none"}, "HEARD_MAIL_TLS"),
    "mail nobody gets": ({"HEARD_MAIL_FOLDER": "mail"}, "HEARD_MAIL_FOLDER"),
    "mail from nowhere": ({"HEARD_MAIL_FROM": "a@ashbourne.example"}, "HEARD_MAIL_FROM"),
    "a header in an address": ({"HEARD_MAIL_FROM": "a@b.uk\r\nBcc: c@d.uk"}, "line break"),
    "cheap guesses": ({"HEARD_ARGON2_MEMORY": "1024"}, "64 MiB"),
    "few passes": ({"HEARD_ARGON2_TIME": "1"}, "64 MiB"),
    "keys among the data": ({"HEARD_DATA": "/srv/heard", "HEARD_KEYS": "/srv/heard/keys"}, "HEARD_KEYS"),
    "data among the keys": ({"HEARD_DATA": "/srv/k/data", "HEARD_KEYS": "/srv/k"}, "HEARD_KEYS"),
    "the day's key among the data": ({"HEARD_DATA": "/srv/h", "HEARD_RUNTIME": "/srv/h/run"}, "HEARD_RUNTIME"),
    "another database": ({"HEARD_DATABASE": "mysql://x/y"}, "HEARD_DATABASE"),
    "a database in memory": ({"HEARD_DATABASE": "sqlite://"}, "HEARD_DATABASE"),
    "everybody is a proxy": ({"HEARD_PROXIES": "9"}, "HEARD_PROXIES"),
    "not a number": ({"HEARD_PORTAL_PORT": "many"}, "HEARD_PORTAL_PORT"),
    "not a choice": ({"HEARD_SQLITE_JOURNAL": "off"}, "HEARD_SQLITE_JOURNAL"),
    "a misspelt name": ({"HEARD_DEBUGG": "1"}, "HEARD_DEBUGG"),
    "a demo for the world": ({"HEARD_ENV": "demo"}, "this machine only"),
    "an unknown kind of place": ({"HEARD_ENV": "staging"}, "cannot be"),
}


def test_real_settings_start() -> None:
    settings = Settings.load(REAL)
    assert settings.production
    assert settings.secure("portal")
    assert settings.hosts("admin") == ["desk.ashbourne.gov.uk"]


@pytest.mark.parametrize("name", BAD)
def test_refuses_to_start_and_says_why(name: str) -> None:
    changes, reason = BAD[name]
    with pytest.raises(Unsafe, match="Refusing to start") as refusal:
        Settings.load(REAL | changes)
    assert reason in str(refusal.value)


def test_every_reason_is_given_at_once() -> None:
    with pytest.raises(Unsafe) as refusal:
        Settings.load(REAL | {"HEARD_DEBUG": "1", "HEARD_CLOCK": "60", "HEARD_MAIL_TLS": "none"})
    assert str(refusal.value).count("Refusing to start") == 3


def test_nothing_said_serves_this_machine_only() -> None:
    settings = Settings.load({})
    assert settings.environment is Environment.DEMO
    assert settings.bind == "127.0.0.1"
    assert {settings.host("portal"), settings.host("admin")} == {"localhost", "127.0.0.1"}
    assert not settings.debug


@pytest.mark.parametrize(
    ("data", "keys", "run"),
    [("/srv/x/data", "/srv/x/keys", "/srv/x/run"), ("/tmp/try", "/tmp/try-keys", "/tmp/try-run")],
)
def test_moving_the_data_moves_the_rest_beside_it(data: str, keys: str, run: str) -> None:
    settings = Settings.load({"HEARD_DATA": data})
    assert (settings.keys, settings.runtime) == (Path(keys), Path(run))
    assert settings.database == f"sqlite:///{data}/heard.db"


def test_one_file_may_say_it_all_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "heard.toml"
    file.write_text('council = "telford"\nportal_port = 9000\ntrusted_hosts = ["a.localhost"]\n', "utf-8")
    settings = Settings.load({"HEARD_SETTINGS": str(file), "HEARD_PORTAL_PORT": "9001"})
    assert (settings.council, settings.portal_port, settings.trusted_hosts) == ("telford", 9001, ("a.localhost",))
    assert settings.portal_url == "http://localhost:9001"


def test_a_plain_address_on_this_machine_moves_the_port_and_one_behind_a_proxy_does_not() -> None:
    moved = Settings.load({"HEARD_PORTAL_URL": "http://localhost:8200"})
    assert (moved.port("portal"), moved.port("admin")) == (8200, 8001)
    assert Settings.load(REAL).port("portal") == 8000


def test_passwords_are_not_printed() -> None:
    assert "s3cret" not in repr(Settings.load({"HEARD_MAIL_PASSWORD": "s3cret"}))


def test_a_clock_from_before_this_was_made_starts_nothing_r7() -> None:
    with pytest.raises(Unsafe, match="clock"):
        check_clock(datetime(2020, 1, 1, tzinfo=UTC))
    check_clock(datetime(2026, 11, 23, tzinfo=UTC))
