"""The association's LINE group over real HTTP: counts for every eye, the way to the private chat, nothing of anyone."""

from pathlib import Path

import httpx

from integrations.sandbox.line_platform.phone.friendship import invite_bot, join_group
from integrations.sandbox.line_platform.phone.hand import Hand
from tests.e2e.check_in import town
from tests.e2e.check_in.city import City, running_city, sqlite_in
from tests.e2e.check_in.phone import PUSH

NAMES = ("花子", "鈴木", "佐藤", *town.HIDDEN_NAMES)


async def test_a_group_is_told_counts_and_nothing_of_anybody(tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path)) as city:
        group = city.world.add_group("北町内会", [town.ISAMU, town.HANA, town.TARO], bot_inside=False).group_id
        await _it_introduces_itself(city, group)
        await _the_leader_says_whose_group_it_is(city, group)
        incident = await city.opens("--title", "福島県沖の地震", "--level", "5強", "--district", "north")
        await city.phone(town.HANA).says("無事です")
        await _whoever_asks_is_told_counts(city, group)
        await _a_report_is_asked_for_in_private(city, group)
        await _a_call_for_help_goes_to_staff(city, group)
        assert (await city.counts(incident))["answered"] == 1
        shown = city.phone(town.ISAMU, group).everything
        assert not [each for each in NAMES if each in shown]
        assert not [each for each in city.world.journal.sends if each.route == PUSH and group in each.delivered]
        assert city.refusals() == []


async def _it_introduces_itself(city: City, group: str) -> None:
    phone = city.phone(town.ISAMU, group)
    words = (await phone.answer_to(lambda: invite_bot(city.platform, group))).words
    assert "1対1のトークを開く" in words
    assert "https://line.me/R/oaMessage/" in words
    newcomer = Hand(city.platform, town.KEN, group)
    assert "友だちに追加" in (await phone.answer_to(lambda: join_group(newcomer))).words


async def _the_leader_says_whose_group_it_is(city: City, group: str) -> None:
    leader, somebody = city.phone(town.ISAMU, group), city.phone(town.TARO, group)
    assert "まだ決まっていません" in (await somebody.says("まとめ")).words
    assert "会長さんだけ" in (await somebody.says("この町内会のグループにする")).words
    await leader.says("この町内会のグループにする")
    assert "会長さんだけ" in (await somebody.taps("はい、北町にする")).words
    assert "北町のグループになりました" in (await leader.taps("はい、北町にする")).words


async def _whoever_asks_is_told_counts(city: City, group: str) -> None:
    for words in ("まとめ", "まだの人 電話番号つき"):
        heard = (await city.phone(town.TARO, group).says(words)).words
        assert "人数だけ" in heard
        assert "9人にお聞きしています" in heard


async def _a_report_is_asked_for_in_private(city: City, group: str) -> None:
    assert "1対1のトークに書いてください" in (await city.phone(town.KEN, group).says("うちは無事です")).words


async def _a_call_for_help_goes_to_staff(city: City, group: str) -> None:
    heard = (await city.phone(town.HANA, group).says("助けて、動けない")).words
    assert "119" in heard
    assert "市の職員にすぐ知らせました" in heard


async def test_the_leader_prints_over_a_link_that_opens_once(tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path)) as city:
        await city.opens("--title", "福島県沖の地震", "--level", "5強", "--district", "north")
        heard = (await city.phone(town.ISAMU).says("印刷")).words
        page = next(each for each in heard.splitlines() if each.startswith(f"{city.address}/paper/"))
        async with httpx.AsyncClient() as browser:
            assert "会津 花子" not in (await browser.get(page)).text
            opened = (await browser.post(page)).text
            assert (await browser.post(page)).status_code == httpx.codes.GONE
        assert "会津 花子" in opened
        assert not [each for each in town.HIDDEN_NAMES if each in opened]
        told = (await city.phone(town.HANA).says("だれが見た")).words
        assert "紙に印刷" in told


async def test_the_leader_has_the_silent_reminded_once_more(tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path)) as city:
        await city.opens("--title", "福島県沖の地震", "--level", "5強", "--district", "north")
        leader, hana = city.phone(town.ISAMU), city.phone(town.HANA)
        ken = city.phone(town.KEN)
        await ken.is_told_since(0, "福島県沖の地震")
        await ken.says("無事です")
        since = len(city.world.journal.sends)
        await leader.says("もう一度呼びかけて")
        await leader.taps("はい、8人に送る")
        await hana.is_told_since(since, "もう一度お聞きします")
        assert "次に呼びかけられるのは" in (await leader.says("もう一度呼びかけて")).words
        mine = [each for each in city.world.journal.sends[since:] if town.KEN in each.delivered]
        assert mine == []
