"""Every shipped policy, and what is refused for being looser than the law."""

import json
from contextlib import suppress
from datetime import date, time
from typing import Any

import holidays
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.policy import PolicyError, Shipped, bank_holidays, load_shipped, parse, shipped, shipped_data, warnings
from models.procedure.clocks import LIMITS, Basis
from models.procedure.starts import Arrival
from models.procedure.terms import Clock, Unit

ASHBOURNE = ("ashbourne", date(2026, 4, 1))
PRESETS = [
    "ashbourne_2025", "ashbourne_2026", "code_2024", "isle_of_wight_2017", "staffordshire_2018", "staffordshire_2026",
    "surrey_2013", "telford_2024", "wokingham_2023", "wokingham_2024",
]  # fmt: skip

WORDS = [
    *(
        "council",
        "name",
        "since",
        "source",
        "effective",
        "windows",
        "settings",
        "printed",
        "contacts",
        "s1",
        "s2",
        "s3",
    ),
    *("length", "unit", "hard", "cut_off", "s2_start_basis", "received_on_nonworking_day", "duty_from", "phone"),
]


def changed(**more: Any) -> dict[str, Any]:
    return {**shipped_data(*ASHBOURNE), **more}


def test_every_preset_is_there() -> None:
    assert [one.preset for one in shipped()] == PRESETS


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.preset)
def test_every_preset_is_lawful_and_survives_the_database_g01(one: Shipped) -> None:
    policy = load_shipped(one.council, one.since)
    assert (policy.council, policy.since) == (one.council, one.since)
    assert parse(json.loads(json.dumps(shipped_data(one.council, one.since)))) == policy
    assert set(policy.lengths) == set(Clock)
    for clock, length in policy.lengths.items():
        assert length <= (LIMITS[clock].law or length)
    assert policy.ceilings[Clock.S1_RESPONSE] <= 20
    assert policy.ceilings[Clock.S2_RESPONSE] <= 65


@pytest.mark.parametrize(
    ("council", "since", "figures"),
    [
        ("telford", "2024-04-01", (2, 10, 10, 20)),
        ("staffordshire", "2017-04-01", (2, 10, 15, 25)),
        ("staffordshire", "2026-04-01", (2, 10, 10, 20)),
        ("wokingham", "2023-04-01", (2, 10, 15, 20)),
        ("wokingham", "2024-04-01", (3, 10, 10, 20)),
        ("isle_of_wight", "2016-04-01", (2, 10, 10, 20)),
        ("surrey", "2012-04-01", (2, 10, 10, 20)),
        ("code", "2024-02-01", (2, 10, 10, 20)),
    ],
)
def test_the_figures_of_each_council_are_its_own(council: str, since: str, figures: tuple[int, ...]) -> None:
    lengths = load_shipped(council, date.fromisoformat(since)).lengths
    clocks = (Clock.ACKNOWLEDGE, Clock.S1_RESPONSE, Clock.C1_RESPONSE, Clock.C2_RESPONSE)
    assert tuple(lengths[clock] for clock in clocks) == figures


def test_printed_figures_are_kept_apart_and_never_counted_with() -> None:
    telford = load_shipped("telford", date(2024, 4, 1))
    assert "whichever is earlier" in telford.printed["s2_window"]
    assert (telford.s2_window.length, telford.s2_window.unit) == (20, Unit.WORKING_DAYS)
    assert load_shipped("wokingham", date(2023, 4, 1)).printed["s3"] == "30 to 45 working days in all"
    assert telford.s2_start_basis is Basis.STATEMENT


def test_the_demo_council_has_two_policies_and_all_its_numbers_are_invented() -> None:
    old, new = (load_shipped("ashbourne", since) for since in (date(2025, 4, 1), date(2026, 4, 1)))
    assert old.name == new.name == "Ashbourne County Council"
    assert [policy.lengths[Clock.ACKNOWLEDGE] for policy in (old, new)] == [3, 2]
    contacts = new.contacts
    assert contacts.missing() == []
    assert contacts.reply_to.endswith(".example")
    for number in (contacts.phone, contacts.duty_phone, contacts.duty_phone_out_of_hours, contacts.advocacy_phone):
        assert number.startswith("01632 960")
    assert contacts.text.startswith("07700 900")
    assert contacts.duty_from == time(9)


def test_a_council_that_has_not_said_how_to_reach_it_is_known_to_be_incomplete() -> None:
    assert "duty_phone" in load_shipped("telford", date(2024, 4, 1)).contacts.missing()


@pytest.mark.parametrize(
    ("effective", "words"),
    [
        ({"s1": 11}, "Answer at stage 1 (K-10, regulation 14) is set to 11; the law allows no more than 10 (G-01)."),
        ({"s1_ext": 11}, "“effective.s1_ext” is set to 11; the law allows no more than 10 (G-01)."),
        ({"s2": 26}, "the law allows no more than 25 (G-01)."),
        ({"s2_max": 66}, "the law allows no more than 65 (G-01)."),
        ({"s3_panel": 31}, "the law allows no more than 30 (G-01)."),
        ({"s3_report": 6}, "the law allows no more than 5 (G-01)."),
        ({"s3_response": 16}, "the law allows no more than 15 (G-01)."),
        ({"time_limit": 0}, "the law gives at least 1."),
        ({"s1": -1}, "“effective.s1” cannot be -1."),
        ({"s1": "10"}, "“effective.s1” must be a whole number."),
        ({"s1": True}, "“effective.s1” must be a whole number."),
        ({"s_1": 10}, "“effective.s_1” is not a setting this service knows."),
    ],
)
def test_a_figure_looser_than_the_law_is_refused_in_words_g01(effective: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse(changed(effective=effective))
    assert words in str(refused.value)
    assert str(refused.value).startswith("ashbourne: ")


@pytest.mark.parametrize("effective", [{"s1": 8}, {"s1_ext": 5}, {"s2": 20, "s2_max": 45}, {"s3_panel": 20}])
def test_a_tighter_figure_is_allowed_g01(effective: dict[str, int]) -> None:
    policy = parse(changed(effective=effective))
    assert policy.ceilings[Clock.S1_RESPONSE] == effective.get("s1", 10) + effective.get("s1_ext", 10)


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        ({"s2": {"length": 20, "hard": True}}, "can only be recommended"),
        ({"s3": {"hard": True}}, "can only be recommended"),
        ({"s3": {"length": 19}}, "cannot be shorter than 20 working days"),
        ({"s3": {"length": 25, "unit": "calendar_days"}}, "cannot be shorter than 20 working days"),
        ({"s2": {"length": 0}}, "must be a whole number above 0"),
        ({"s2": {"unit": "moons"}}, "must be one of"),
        ({"s2": 20}, "must be a table"),
        ({"s4": {"length": 20}}, "is not a setting"),
    ],
)
def test_a_window_may_recommend_and_never_refuse_g02(windows: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        parse(changed(windows=windows))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "Give “name”."),
        ({"since": "soon"}, "“since” cannot be read"),
        ({"effective": 3}, "“effective” must be a table"),
        ({"colour": "red"}, "“colour” is not a setting"),
        ({"settings": {"received_on_nonworking_day": "whenever"}}, "must be one of: same_day, next_working_day"),
        ({"settings": {"cut_off": "tea"}}, "“settings.cut_off” cannot be read"),
        ({"settings": {"s2_start_basis": "luck"}}, "must be one of: request, statement_agreed"),
        ({"contacts": {"fax": "1"}}, "“contacts.fax” is not a setting"),
        ({"contacts": {"duty_from": "early"}}, "“contacts.duty_from” cannot be read"),
        ({"contacts": {"reply_to": "a@b.example\nBcc: c@d.example"}}, "must be one line of text"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_words(more: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        parse(changed(**more))


def test_every_problem_is_named_at_once() -> None:
    with pytest.raises(PolicyError, match=r"G-01.*G-02"):
        parse(changed(effective={"s1": 11}, windows={"s2": {"hard": True}}))


def test_looser_than_guidance_is_allowed_and_said() -> None:
    assert warnings(load_shipped(*ASHBOURNE)) == []
    assert [line.split(":")[0] for line in warnings(load_shipped("staffordshire", date(2017, 4, 1)))] == [
        "Answer at corporate stage 1",
        "Answer at corporate stage 2",
    ]


def test_receipt_after_hours_is_a_setting_d06() -> None:
    policy = parse(changed(settings={"received_on_nonworking_day": "next_working_day", "cut_off": "16:00:00"}))
    assert (policy.received_on_nonworking_day, policy.cut_off) == (Arrival.NEXT_WORKING_DAY, time(16))
    assert load_shipped(*ASHBOURNE).received_on_nonworking_day is Arrival.SAME_DAY


def test_a_policy_that_does_not_come_with_the_service_is_said_to_be_missing() -> None:
    with pytest.raises(PolicyError, match="nowhere"):
        load_shipped("nowhere", date(2026, 4, 1))


def test_the_bank_holidays_are_those_of_england_d01() -> None:
    ours = bank_holidays()
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029))
    assert set(ours) == {day for day in theirs if day.weekday() < 5}
    assert {day.year for day in ours} == set(range(2012, 2029))
    assert all(ours.values())


@pytest.mark.parametrize(
    "day",
    ["2012-06-05", "2020-05-08", "2022-06-03", "2022-09-19", "2023-05-08", "2026-12-28", "2027-12-27", "2027-12-28"],
)
def test_special_and_substitute_days_do_not_count_d02(day: str) -> None:
    assert date.fromisoformat(day) in bank_holidays()


def test_the_days_of_2026_and_2027_are_the_printed_ones_d01() -> None:
    listed = [day.isoformat() for day in bank_holidays() if day.isoformat() > "2026-04" and day.year < 2028]
    assert listed == [
        "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
        "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
    ]  # fmt: skip


junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 99) | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # on a busy machine too
@given(st.dictionaries(st.sampled_from(WORDS), junk))
def test_whatever_stands_in_the_file_the_answer_is_a_policy_or_a_reason(data: dict[str, Any]) -> None:
    with suppress(PolicyError):
        assert parse(changed(**data)).council


@pytest.mark.parametrize("junk", [[], {}, 3, None, "x", True, 1.5])
@pytest.mark.parametrize("key", ["received_on_nonworking_day", "s2_start_basis", "cut_off"])
def test_a_setting_of_the_wrong_kind_is_refused_in_words(key: str, junk: Any) -> None:
    with pytest.raises(PolicyError, match=key):
        parse(changed(settings={key: junk}))
    with pytest.raises(PolicyError, match="must be"):
        parse(changed(windows={"s2": {"unit": junk, "length": junk}}))
