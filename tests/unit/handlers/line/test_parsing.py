"""Raw LINE events become facts of the core."""

import json
from typing import Any

import pytest

from bot.core.events import (
    AccountLinked,
    ButtonTapped,
    FollowEnded,
    FollowStarted,
    GroupJoined,
    GroupLeft,
    Happening,
    LocationShared,
    MediaSent,
    Medium,
    MembersJoined,
    MessageUnsent,
    Place,
    StickerSent,
    TextSaid,
    UnknownHappened,
)
from bot.core.ids import IncidentId
from bot.core.taps import ReportCondition
from bot.core.understanding import Condition
from handlers.line.arrivals import arrivals
from handlers.line.parsing import LineParser
from tests.unit.handlers.line.payloads import GROUP, NOW, ROOM, USER, names, sample, through

_NONCE = "bm9uY2Utb2YtMTI4LWJpdHM="
_EXPECTED: dict[str, Happening] = {
    "text": TextSaid("さすけねぇ"),
    "text_in_group": TextSaid("まとめ"),
    "text_in_room": TextSaid("こんにちは"),
    "text_without_quote_token": TextSaid("無事です"),
    "text_in_standby": TextSaid("無事です"),
    "text_edited": TextSaid("やっぱりけがをした"),
    "location": LocationShared(37.4878, 139.9297, "鶴ヶ城 福島県会津若松市追手町1-1"),
    "location_bare": LocationShared(37.0, 139.5),
    "sticker": StickerSent(("OK", "大丈夫")),
    "sticker_with_words": StickerSent(("助けて",)),
    "image": MediaSent(Medium.PHOTO),
    "video": MediaSent(Medium.VIDEO),
    "audio": MediaSent(Medium.VOICE),
    "file": MediaSent(Medium.FILE),
    "message_of_unknown_type": UnknownHappened("message.hologram"),
    "postback": ButtonTapped(ReportCondition(Condition.SAFE, IncidentId("INC-1"))),
    "postback_of_date_picker": UnknownHappened("postback"),
    "follow": FollowStarted(),
    "follow_as_in_older_samples": FollowStarted(),
    "unfollow": FollowEnded(),
    "join": GroupJoined(),
    "leave": GroupLeft(),
    "member_joined": MembersJoined(),
    "member_left": UnknownHappened("memberLeft"),
    "account_linked": AccountLinked(_NONCE, succeeded=True),
    "account_link_failed": AccountLinked(_NONCE, succeeded=False),
    "unsend": MessageUnsent("325708"),
    "beacon": UnknownHappened("beacon"),
    "video_play_complete": UnknownHappened("videoPlayComplete"),
    "membership": UnknownHappened("membership"),
    "delivery": UnknownHappened("delivery"),
    "unknown_kind": UnknownHappened("teleported"),
}


def test_every_sample_has_its_expectation() -> None:
    assert names() == sorted(_EXPECTED)


@pytest.mark.parametrize("name", names())
def test_each_kind_of_event_becomes_its_fact(name: str) -> None:
    assert through(sample(name)).what == _EXPECTED[name]


@pytest.mark.parametrize("name", names())
def test_ids_and_times_and_tokens_come_over_unchanged(name: str) -> None:
    given = sample(name)
    event = through(given)
    assert event.id == given["webhookEventId"]
    assert event.occurred_at.timestamp() * 1000 == given["timestamp"]
    assert event.received_at == NOW
    assert event.reply_token == given.get("replyToken")


def test_one_person_is_private_and_groups_and_rooms_are_not() -> None:
    for name, address, place in (
        ("text", USER, Place.PRIVATE),
        ("text_in_group", GROUP, Place.GROUP),
        ("text_in_room", ROOM, Place.GROUP),
        ("join", GROUP, Place.GROUP),
        ("account_link_failed", "unknown", Place.PRIVATE),
        ("delivery", "unknown", Place.PRIVATE),
    ):
        event = through(sample(name))
        assert (event.conversation, event.place) == (f"line:{address}", place)


def test_in_a_group_the_speaker_is_known_by_their_private_chat_where_line_says_who_it_is() -> None:
    group = {"type": "group", "groupId": GROUP}
    for source, speaker in (
        (group | {"userId": USER}, f"line:{USER}"),
        (group, None),
        (group | {"userId": "no such id!"}, None),
        ({"type": "user", "userId": USER}, None),
    ):
        assert through(sample("text_in_group") | {"source": source}).speaker == speaker


def test_in_standby_nothing_may_be_answered() -> None:
    assert through(sample("text_in_standby")).silent
    assert not through(sample("text")).silent


@pytest.mark.parametrize("source", [None, {}, {"type": "user"}, {"type": "group", "userId": USER}, "U", 5])
def test_what_came_from_nowhere_may_not_be_answered(source: object) -> None:
    event = through(sample("text") | {"source": source})
    assert (event.conversation, event.silent, event.what) == ("line:unknown", True, TextSaid("さすけねぇ"))


@pytest.mark.parametrize("token", ["0" * 32, "f" * 32, "", "a b", None, 7])
def test_a_dummy_or_odd_reply_token_is_none(token: object) -> None:
    assert through(sample("text") | {"replyToken": token}).reply_token is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("あ" * 6000, "あ" * 5000),
        ("助\x00け\x00て", "助けて"),
        ("\ud83d", ""),
        ("👵🏻\ud800です", "👵🏻です"),
        ("", ""),
        (" 改\n行 ", " 改\n行 "),
    ],
)
def test_text_is_cut_and_freed_of_what_databases_choke_on(given: str, kept: str) -> None:
    event = sample("text")
    event["message"]["text"] = given
    # Lone surrogates travel as escapes; as UTF-8 they could not.
    (arrival,) = arrivals(json.dumps({"events": [event]}).encode("ascii"), NOW)
    assert LineParser().parse(arrival).what == TextSaid(kept)


@pytest.mark.parametrize(
    "change",
    [
        {"latitude": 91},
        {"longitude": -181},
        {"latitude": "37"},
        {"latitude": True},
        {"latitude": None},
        {"latitude": 10**400},
    ],
)
def test_a_place_that_is_nowhere_is_not_a_place(change: dict[str, Any]) -> None:
    event = sample("location")
    event["message"] |= change
    assert through(event).what == UnknownHappened("message.location")


@pytest.mark.parametrize(
    "data", ["", "2|report|safe||", "1|report|dead||", "1|report", "x" * 5000, None, 5, ["1|help"]]
)
def test_a_tap_that_anpi_did_not_make_is_kept_as_unknown(data: object) -> None:
    assert through(sample("postback") | {"postback": {"data": data}}).what == UnknownHappened("postback")


@pytest.mark.parametrize("kind", [None, 5, "", "x" * 41, "秘密の名前", {"type": "x"}, ["message"]])
def test_a_kind_that_is_no_short_word_never_reaches_the_logs(kind: object) -> None:
    assert through(sample("text") | {"type": kind}).what == UnknownHappened("unreadable")
