"""LINE is down and news waits; its ground goes meanwhile; LINE is back: it does not go, and nobody has seen it."""

from pathlib import Path

from integrations.sandbox.line_platform.faults import Fault, FaultKind
from tests.e2e.check_in import town
from tests.e2e.check_in.city import City, running_city, sqlite_in
from tests.e2e.check_in.phone import PUSH


async def test_on_one_machine(tmp_path: Path) -> None:
    async with running_city(tmp_path, sqlite_in(tmp_path)) as city:
        await _it_goes_as_it_should(city)


async def test_on_postgresql_with_redis(postgres_url: str, redis_url: str, tmp_path: Path) -> None:
    async with running_city(tmp_path, postgres_url, redis_url, "worker") as city:
        await _it_goes_as_it_should(city)


async def _it_goes_as_it_should(city: City) -> None:
    hana, megumi = city.phone(town.HANA), city.phone(town.MEGUMI)
    await city.opens("--title", "福島県沖の地震", "--level", "6強", "--district", "north")
    await _news_waits(city)
    await hana.says("同意を確認")
    assert "やめました" in (await hana.taps("やめる: ご家族")).words
    city.platform.faults.clear()
    told = (await megumi.is_told()).words
    assert "無事という意味ではありません" in told
    assert "花子" not in told
    assert megumi.unheard() == []
    assert "娘" not in (await hana.says("だれが見た")).words
    assert "花子さん: 無事" not in (await megumi.says("家族の様子")).words
    assert "no faults" in await city.anpi("ledger", "verify")


async def _news_waits(city: City) -> None:
    """Replies go, by their tokens; nothing can be pushed, and LINE says so."""
    hana = city.phone(town.HANA)
    city.platform.faults.add(Fault(PUSH, FaultKind.TOO_MANY, times=None))
    assert "無事" in (await hana.says("無事です")).words
    assert "娘さん" in (await hana.says("だれが見た")).words
