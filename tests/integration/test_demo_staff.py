"""The demonstration's staff: the sandbox's city OS sends them back to the console, and the town's roles let them in."""

import csv
import re

import httpx

from bot.bootstrap.sandbox import STAFF, create_sandbox, demo_town, staff_names
from bot.core.people import Office
from config.settings import Settings
from integrations.sandbox.city_os_identity.visit import chosen_address
from integrations.sandbox.serve import serving

CONSOLE = "http://127.0.0.1:8080"
SETTINGS = Settings(console_url=CONSOLE)
_REQUEST = {
    "client_id": "anpi-sandbox",
    "response_type": "code",
    "scope": "openid",
    "state": "s" * 43,
    "code_challenge": "c" * 43,
    "code_challenge_method": "S256",
}


async def test_one_tap_at_the_citys_own_id_leads_staff_back_to_the_console() -> None:
    async with (
        serving(create_sandbox(SETTINGS, "http://127.0.0.1:1/line/webhook")) as base,
        httpx.AsyncClient() as http,
    ):
        asked = httpx.URL(
            f"{base}/city-os/authorize", params=_REQUEST | {"redirect_uri": f"{CONSOLE}/sign-in/callback"}
        )
        page = (await http.get(asked)).text
        shown = re.findall(r'class="name">([^<]+)', page)
        assert {shown.index(name) < len(shown) // 2 for name in staff_names(SETTINGS)} == {True}, "found at a glance"
        assert (await chosen_address(http, str(asked), "demo-P041")).startswith(f"{CONSOLE}/sign-in/callback?code=")


def test_the_towns_roles_let_them_in_and_one_of_them_declares() -> None:
    with (demo_town(SETTINGS) / "roles.csv").open(encoding="utf-8") as file:
        held = {row["person_id"]: row["role"] for row in csv.DictReader(file) if row["person_id"] in STAFF}
    assert held == {"P039": Office.CITY_STAFF, "P041": Office.CITY_MANAGER}
    assert staff_names(SETTINGS) == ("橋本 亮", "野口 真理")
