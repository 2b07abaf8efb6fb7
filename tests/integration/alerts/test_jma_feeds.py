"""Looking at the JMA's feeds over real HTTP: each telegram once, and nothing else."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from bot.core.alerts import AlertStatus
from bot.core.errors import Unavailable
from integrations.alerts.fetching import Seen
from integrations.alerts.jma import JmaFeeds, Limits, Look, Telegram, parse_telegram
from integrations.sandbox.alerts import Fault, FaultKind, Place, Status
from integrations.sandbox.serve import serving
from tests.integration.alerts.jma_newsroom import Newsroom, newsroom

ENTRY = '<entry><id>{0}</id><updated>2026-07-01T06:00:00Z</updated><link href="{0}"/></entry>'


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with newsroom() as built:
        yield built


def titles(look: Look) -> list[str]:
    return [parse_telegram(each.raw).title for each in look.telegrams]


async def test_new_telegrams_come_oldest_first_and_once(room: Newsroom) -> None:
    room.publish("quake_flash", "quake")
    assert titles(await room.look()) == ["震度速報", "震源・震度情報"]
    room.publish("quake_cancelled")
    room.paths()
    (cancelled,) = (await room.look()).telegrams
    assert parse_telegram(cancelled.raw).change == "cancelled"
    assert len(room.paths()) == 2


async def test_a_feed_that_has_not_changed_is_not_sent_again(room: Newsroom) -> None:
    room.publish("quake")
    await room.look()
    room.paths()
    assert await room.look() == Look(seen=room.seen)
    assert room.paths() == ["eqvol.xml"]
    assert room.seen.etag
    assert room.seen.modified


async def test_the_moment_of_change_is_enough_where_there_is_no_tag(room: Newsroom) -> None:
    room.publish("quake")
    await room.look()
    room.seen = Seen(modified=room.seen.modified)
    room.had.clear()
    assert (await room.look()).telegrams == ()


async def test_no_more_than_the_limit_are_fetched_and_the_rest_is_not_forgotten(room: Newsroom) -> None:
    """The feed does not change between the looks: what it said of its state must not be kept while some are left."""
    room.publish("rain_level_3", "rain_level_4", "landslide_level_3", "landslide_level_4", "rain_band")
    limits = Limits(telegrams=2)
    first = await room.look("extra", limits)
    assert titles(first) == ["福島県大雨警報・注意報"] * 2
    assert (first.left, first.seen) == (3, Seen())
    second = await room.look("extra", limits)
    assert (titles(second), second.left) == (["福島県土砂災害警報・注意報"] * 2, 1)
    third = await room.look("extra", limits)
    assert (titles(third), third.left) == (["福島県気象防災速報（線状降水帯発生）"], 0)
    assert third.seen.etag


async def test_a_telegram_that_did_not_come_is_asked_for_again_and_holds_up_no_other(room: Newsroom) -> None:
    room.publish("quake_flash", "quake")
    room.faults.planned.append(Fault(FaultKind.DOWN, times=1, place=Place.TELEGRAMS))
    first = await room.look()
    assert (titles(first), first.failed, first.left, first.seen) == (["震源・震度情報"], 1, 0, Seen())
    assert titles(await room.look()) == ["震度速報"]


async def test_a_page_in_place_of_a_telegram_is_no_telegram(room: Newsroom) -> None:
    room.publish("quake")
    room.faults.planned.append(Fault(FaultKind.HTML, times=1, place=Place.TELEGRAMS))
    assert (await room.look()).failed == 1
    assert titles(await room.look()) == ["震源・震度情報"]


async def test_a_page_with_the_type_of_xml_is_no_telegram_either(room: Newsroom) -> None:
    room.desk.put("eqvol", "page.xml", b"\n<!DOCTYPE html><html><body>maintenance</body></html>")
    assert (await room.look()).failed == 1


@pytest.mark.parametrize("kind", [FaultKind.DOWN, FaultKind.HTML])
async def test_a_feed_that_is_down_or_a_page_is_unavailable(room: Newsroom, kind: FaultKind) -> None:
    room.publish("quake")
    room.faults.planned.append(Fault(kind, times=1))
    with pytest.raises(Unavailable, match="jma"):
        await room.look()
    assert titles(await room.look()) == ["震源・震度情報"]


async def test_a_feed_that_is_too_slow_is_unavailable(room: Newsroom) -> None:
    room.faults.planned.append(Fault(FaultKind.SLOW, seconds=5))
    with pytest.raises(Unavailable, match="jma"):
        await room.look(limits=Limits(seconds=0.1))


async def test_a_feed_where_nobody_listens_is_unavailable(room: Newsroom) -> None:
    with pytest.raises(Unavailable, match="jma"):
        await JmaFeeds(room.http).look("http://127.0.0.1:9/feed.xml", Seen(), room.known)


async def test_a_feed_that_is_too_large_is_unavailable(room: Newsroom) -> None:
    room.publish("quake")
    with pytest.raises(Unavailable, match="jma"):
        await room.look(limits=Limits(feed_bytes=200))


async def test_a_telegram_that_is_too_large_is_refused_for_good(room: Newsroom) -> None:
    room.desk.put("eqvol", "huge.xml", b" " * 5_000_000)
    room.publish("quake")
    look = await room.look()
    assert titles(look) == ["震源・震度情報"]
    assert [each.reason for each in look.refused] == ["it is larger than 2000000 bytes"]
    assert (await room.look()).refused == ()


async def test_a_telegram_that_is_gone_is_refused_for_good(room: Newsroom) -> None:
    look = await look_at(room.http, ENTRY.format("{base}/data/gone.xml"))
    assert [each.reason for each in look.refused] == ["it is no longer there"]


async def test_no_look_goes_on_for_ever(room: Newsroom) -> None:
    room.publish("quake_flash", "quake")
    room.faults.planned.append(Fault(FaultKind.SLOW, seconds=0.2, place=Place.TELEGRAMS))
    look = await room.look(limits=Limits(look_seconds=0.1))
    assert (len(look.telegrams), look.left) == (1, 1)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/data/1.xml",
        "http://localhost:9/data/1.xml",
        "https://{host}/data/1.xml",
        "http://evil@{host}/data/1.xml",
        "http://{host}.example.jp/data/1.xml",
        "file:///etc/passwd",
        "/data/1.xml",
        "http://[",
    ],
)
async def test_a_telegram_elsewhere_is_never_fetched(address: str, room: Newsroom) -> None:
    look = await look_at(room.http, ENTRY.format(address))
    assert [each.reason for each in look.refused] == ["its address is not on the feed's own host"]
    assert room.paths() == ["feed.xml"]


async def test_a_redirect_is_not_followed(room: Newsroom) -> None:
    look = await look_at(room.http, ENTRY.format("{base}/moved/feed.xml"))
    assert (look.telegrams, look.failed) == ((), 1)
    assert room.paths() == ["feed.xml", "feed.xml"]
    async with serving(stranger("")) as base:
        with pytest.raises(Unavailable, match="jma"):
            await JmaFeeds(room.http).look(f"{base}/moved/feed.xml", Seen(), room.known)


async def test_a_training_telegram_stays_a_training_on_the_way(room: Newsroom) -> None:
    room.publish("quake", status=Status.TRAINING)
    (telegram,) = (await room.look()).telegrams
    assert parse_telegram(telegram.raw).status is AlertStatus.TRAINING


@pytest.mark.parametrize("value", ["x" * 201, '"é"'])
async def test_a_state_that_cannot_be_sent_back_is_not_kept(value: str, room: Newsroom) -> None:
    async with serving(stranger("", {"ETag": value, "Last-Modified": "Sun, 22 Nov 2026 05:30:00 GMT"})) as base:
        look = await JmaFeeds(room.http).look(f"{base}/feed.xml", Seen(), room.known)
    assert look.seen == Seen(modified="Sun, 22 Nov 2026 05:30:00 GMT")


def test_the_content_of_a_telegram_does_not_stand_in_logs() -> None:
    assert repr(Telegram("urn:1", b"secret")) == "Telegram(id='urn:1')"


async def look_at(http: httpx.AsyncClient, entries: str) -> Look:
    """At a feed with these entries, on a server that has nothing else."""

    async def nothing(ids: object) -> tuple[str, ...]:
        del ids
        return ()

    async with serving(stranger(entries)) as base:
        return await JmaFeeds(http).look(f"{base}/feed.xml", Seen(), nothing)


def stranger(entries: str, headers: dict[str, str] | None = None) -> FastAPI:
    app = FastAPI()

    @app.get("/feed.xml")
    async def feed(request: Request) -> Response:
        base = str(request.base_url).rstrip("/")
        told = entries.replace("{base}", base).replace("{host}", request.url.netloc)
        content = f'<feed xmlns="http://www.w3.org/2005/Atom">{told}</feed>'
        raw = {name.encode(): value.encode("latin-1") for name, value in (headers or {}).items()}
        response = Response(content, media_type="application/xml")
        response.raw_headers.extend(raw.items())
        return response

    @app.get("/moved/feed.xml")
    async def moved() -> Response:
        return RedirectResponse("http://127.0.0.1:9/feed.xml")

    return app
