"""The sandbox put together: a LINE platform whose users are the people of the demonstration town, and its alerts."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from fastapi import FastAPI

from config.municipality import city_folder
from config.settings import Settings
from integrations.sandbox.alerts import Desk, create_alert_feeds, feed_path
from integrations.sandbox.cap import Board as CapBoard
from integrations.sandbox.cap import create_cap
from integrations.sandbox.city_os_consent import ConsentBook, IssuedTokens, create_consent_service, seed_from_town
from integrations.sandbox.city_os_identity import SandboxClient, TownPerson, create_identity_provider
from integrations.sandbox.l_alert import Board, create_l_alert
from integrations.sandbox.line_platform import Channel, World, create_line_platform
from integrations.sandbox.line_platform.page import PhonePage
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.webhooks.settings import WebhookSettings
from integrations.sandbox.rescuenow import Flags, create_rescuenow

SANDBOX_TOKEN = "sandbox-anpi"  # noqa: S105 - the stand-in's own, and it begins so
SANDBOX_CLIENT = "anpi-sandbox"
SANDBOX_SECRET = "sandbox-secret"  # noqa: S105 - as above

CITY_OS_CONSENTS_PATH = "/city-os-consents"
CITY_OS_PATH = "/city-os"
"""Where the sandbox plays the city's own ID; its issuer is the sandbox's address with this path."""

_JMA_PATH = "/jma"
JMA_FEEDS_PATH = f"{_JMA_PATH}{feed_path('')}".removesuffix("/.xml")
_L_ALERT_PATH = "/l-alert"
L_ALERT_FEED_PATH = f"{_L_ALERT_PATH}/documents"
_CAP_PATH = "/cap"
_RESCUENOW_PATH = "/rescuenow"
RESCUENOW_FEED_PATH = f"{_RESCUENOW_PATH}/occurrences"
"""Where the sandbox plays the JMA's feeds, L-Alert, a feed of CAP messages, and Rescuenow."""


@dataclass(frozen=True, slots=True)
class Announcements:
    """What the stand-ins for the JMA, for L-Alert, for a CAP feed and for Rescuenow have said; more is published here.

    The weather comes each day by itself.
    """

    telegrams: Desk = field(default_factory=lambda: Desk(daily=("forecast",)))
    orders: Board = field(default_factory=Board)
    messages: CapBoard = field(default_factory=CapBoard)
    flags: Flags = field(default_factory=Flags)


@dataclass(frozen=True, slots=True)
class DemoPhone:
    """A phone on the page, and whose it is, for somebody who has never seen the town."""

    person: str
    role: str


PHONES = (
    DemoPhone("P001", "住民・82歳・一人暮らし"),
    DemoPhone("P002", "娘・東京"),
    DemoPhone("P003", "町内会長・74歳"),
    DemoPhone("P004", "隣人・支援者"),
)


GROUP = "八幡町内会"
GROUP_MEMBERS = ("P001", "P003", "P004")
"""The association's chat of the demonstration: the resident, the leader, the neighbour."""

STAFF = {"P039": "市の職員", "P041": "市の管理職(有事を宣言できる人)"}
"""Who signs in at the console of the demonstration, and as what; `roles.csv` of the town says the same."""


def demo_town(settings: Settings) -> Path:
    """The folder with the demonstration town's CSV files."""
    return city_folder(settings.municipality) / "demo"


def staff_names(settings: Settings) -> tuple[str, ...]:
    """Of the demonstration's staff, as the city's own ID calls them."""
    return tuple(row["name"] for row in _rows(demo_town(settings) / "people.csv") if row["person_id"] in STAFF)


def create_sandbox(
    settings: Settings, webhook_url: str, page: PhonePage | None = None, announcements: Announcements | None = None
) -> FastAPI:
    """Signs with the configured secret and knows the configured token, or the sandbox's own where none is set.

    On the `page` stand the phones of the demonstration town.
    """
    secrets = settings.line_channel_secret
    channel = Channel(
        webhook_url=webhook_url,
        secret=secrets[0].get_secret_value() if secrets else SANDBOX_SECRET,
        access_token=settings.line_channel_access_token.get_secret_value() or SANDBOX_TOKEN,
    )
    world = World(channel)
    addresses = _line_addresses(demo_town(settings))
    roles = {each.person: each.role for each in PHONES}
    for person, (name, address) in addresses.items():
        world.add_user(name, address, role=roles.get(person, ""))
    _add_group(world, addresses)
    phones = [addresses[each.person][1] for each in PHONES if each.person in addresses]
    page = replace(page or PhonePage(), phones=phones)
    app = create_line_platform(world, webhooks=WebhookSettings(redelivery=True, redelivery_seconds=2), page=page)
    provider = create_identity_provider(_town_people(settings), [_client(settings)])
    app.mount(CITY_OS_CONSENTS_PATH, _consents(settings, provider))
    app.mount(CITY_OS_PATH, provider)
    said = announcements or Announcements()
    app.mount(_JMA_PATH, create_alert_feeds(said.telegrams))
    app.mount(_L_ALERT_PATH, create_l_alert(said.orders, (settings.l_alert_user, _password(settings))))
    app.mount(_CAP_PATH, create_cap(said.messages, settings.cap_token.get_secret_value() or SANDBOX_TOKEN))
    rescuenow = settings.rescuenow_token.get_secret_value() or SANDBOX_TOKEN
    app.mount(_RESCUENOW_PATH, create_rescuenow(said.flags, rescuenow))
    return app


def end_streams(sandbox: FastAPI) -> None:
    """Open pages of phones let go of it: else it could not stop while somebody looks."""
    platform = sandbox.state.platform
    assert isinstance(platform, Platform)
    platform.changes.end()


def _password(settings: Settings) -> str:
    return settings.l_alert_password.get_secret_value()


def _add_group(world: World, addresses: Mapping[str, tuple[str, str]]) -> None:
    """The association's chat, where it has members; whose it is its leader says in it."""
    members = [addresses[each][1] for each in GROUP_MEMBERS if each in addresses]
    if members:
        world.add_group(GROUP, members)


def _consents(settings: Settings, provider: FastAPI) -> FastAPI:
    """The city OS's book of consents, which says at first what the town's own files say."""
    book = ConsentBook()
    seed_from_town(book, demo_town(settings))
    return create_consent_service(book, IssuedTokens(provider.state.identity.holder))


def _client(settings: Settings) -> SandboxClient:
    """Anpi itself, as the city OS of the demonstration knows it."""
    return SandboxClient(
        settings.city_os_client_id or SANDBOX_CLIENT,
        settings.city_os_client_secret.get_secret_value() or SANDBOX_SECRET,
        redirect_uris=tuple(
            f"{each.rstrip('/')}/sign-in/callback" for each in (settings.public_url, settings.console_url) if each
        ),
        backchannel_logout_uri=f"{settings.public_url.rstrip('/')}/sign-in/logout",
        system_scopes=("consents.read", "consents.write"),
    )


def _town_people(settings: Settings) -> list[TownPerson]:
    """Whoever the city's own ID knows, with the role of those whose phones are shown and of staff: these come first."""
    roles = {each.person: each.role for each in PHONES} | STAFF
    rows = [row for row in _rows(demo_town(settings) / "people.csv") if row["subject"]]
    people = [_town_person(row, roles.get(row["person_id"], "")) for row in rows]
    return sorted(people, key=lambda each: not each.role)


def _town_person(row: Mapping[str, str], role: str) -> TownPerson:
    family, _, given = row["name"].partition(" ")
    return TownPerson(row["subject"], family, given, birthdate=row["birthdate"], role=role)


def _line_addresses(town: Path) -> dict[str, tuple[str, str]]:
    """Person → name and LINE user id."""
    names = {row["person_id"]: row["name"] for row in _rows(town / "people.csv")}
    accounts = _rows(town / "accounts.csv")
    return {row["person_id"]: (names[row["person_id"]], row["address"]) for row in accounts if row["channel"] == "line"}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
