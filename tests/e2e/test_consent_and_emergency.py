"""What a person decides holds at once, an emergency opens and closes by itself, and every look is on record."""

import re
from pathlib import Path

from sqlalchemy import text as sql

from bot.storage.database import Database
from tests.e2e.check_in import town
from tests.e2e.check_in.city import City, anpi, running_city, sqlite_in
from tests.e2e.check_in.phone import MULTICAST


async def test_on_one_machine(tmp_path: Path) -> None:
    address = sqlite_in(tmp_path)
    async with running_city(tmp_path, address) as city:
        await _it_goes_as_it_should(city, address, tmp_path)


async def test_on_postgresql_with_redis(postgres_url: str, redis_url: str, tmp_path: Path) -> None:
    async with running_city(tmp_path, postgres_url, redis_url, "worker") as city:
        await _it_goes_as_it_should(city, postgres_url, tmp_path)


async def _it_goes_as_it_should(city: City, address: str, folder: Path) -> None:
    await _somebody_is_in_charge(city, folder)
    await _one_is_linked_by_code(city)
    await city.opens("--title", "福島県沖の地震", "--level", "6強", "--district", "north")
    await _a_withdrawal_hides_the_name_at_once(city)
    await _an_emergency_opens_and_closes(city)
    await _exactly_the_looks_that_happened_are_listed(city)
    await _the_ledger_shows_what_was_edited_by_hand(city, address)


async def _somebody_is_in_charge(city: City, folder: Path) -> None:
    (folder / "offices").mkdir()
    (folder / "offices" / "roles.csv").write_text("person_id,role,district\nP-goro,city_manager,\n")
    await city.anpi("city", "load", str(folder / "offices"))


async def _one_is_linked_by_code(city: City) -> None:
    """Goro has no account; a phone that nobody knows becomes his by what was handed to him."""
    phone = city.phone(town.STRANGER)
    assert "栗城" not in (await phone.says("同意を確認")).words
    printed = await city.anpi("people", "code", "P-goro")
    found = re.search(r"\b(\d{4}) ?(\d{4})\b", printed)
    assert found, printed
    assert "栗城 吾郎" in (await phone.says(f"コードは {found[1]} {found[2]} です")).words
    linked = await phone.says("はい")
    assert "栗城 吾郎さんとつながりました" in linked.words
    assert "つながりをやめる" in linked.words
    agreed = await phone.taps("提供します")
    assert "同意の控え" in agreed.words
    assert "町内会" in (await phone.says("同意を確認")).words
    assert "やめました" in (await phone.taps("やめる: ご家族")).words


async def _a_withdrawal_hides_the_name_at_once(city: City) -> None:
    """Hana's account was there before; she is known by it."""
    hana, isamu = city.phone(town.HANA), city.phone(town.ISAMU)
    assert "会津 花子" in (await isamu.says("まだの人")).words
    await hana.says("同意を確認")
    assert "やめました" in (await hana.taps("やめる: 町内会の役員")).words
    after = await isamu.says("まだの人")
    assert "花子" not in after.words
    assert "ほかに" in after.words


async def _an_emergency_opens_and_closes(city: City) -> None:
    hana, isamu = city.phone(town.HANA), city.phone(town.ISAMU)
    since = len(city.world.journal.sends)
    declared = ("emergency", "declare", "--cause", "大雨特別警報", "--until", "+1h", "--district", "north")
    refused = await anpi(city.environ, *declared, "--by", "P-isamu")
    assert (refused.code, "city_manager" in refused.err) == (1, True)
    id_ = (await city.anpi(*declared, "--by", "P-goro")).splitlines()[-1]
    told = await hana.hears_since(since, "災害のときの情報について")
    assert told.send.route == MULTICAST
    assert "大雨特別警報" in told.words
    assert "会津 花子" in (await isamu.says("まだの人")).words
    since = len(city.world.journal.sends)
    await city.anpi("emergency", "end", id_)
    over = await hana.hears_since(since, "災害のときの対応がおわりました")
    assert over.send.route == MULTICAST
    assert "花子" not in (await isamu.says("まだの人")).words


async def _exactly_the_looks_that_happened_are_listed(city: City) -> None:
    """The leader read her name twice: by her own consent, and by law after she had stopped it."""
    looks = (await city.phone(town.HANA).says("だれが見た")).words
    assert looks.count("町内会の会長") == 2, looks
    assert "2件" in looks or "2回" in looks, looks
    assert "災害対策基本法" in looks


async def _the_ledger_shows_what_was_edited_by_hand(city: City, address: str) -> None:
    assert "no faults" in await city.anpi("ledger", "verify")
    database = Database(address)
    async with database.writing() as connection:
        changed = (await connection.execute(sql("SELECT min(seq) FROM ledger WHERE kind = 'disclosure'"))).scalar_one()
        await connection.execute(sql("UPDATE ledger SET other_id = 'P-taro' WHERE seq = :seq"), {"seq": changed})
    await database.close()
    verdict = await anpi(city.environ, "ledger", "verify")
    assert verdict.code == 1
    assert f"row {changed}" in verdict.err or f"{changed}" in verdict.err
