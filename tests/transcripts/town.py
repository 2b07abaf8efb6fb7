"""The little town that every transcript plays in: seven people, two districts, what they agreed to."""

from datetime import UTC, date, datetime

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.events import Channel
from bot.core.ids import DistrictId, PersonId
from bot.core.language import Language
from bot.core.people import City, District, Office, Person, Relation, RelationKind, Role, Sex
from bot.storage.memory.world import Account, World
from config.municipality import load_city

CITY = City(
    "会津若松市",
    "0242-00-0000",
    "市のホームページにも同じお知らせがあります。",
    offers=load_city("aizuwakamatsu").offers,
    quiet_days=load_city("aizuwakamatsu").quiet_days,
)
NORTH, SOUTH = DistrictId("north"), DistrictId("south")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
ALL = frozenset({Item.NAME, Item.CONDITION, Item.WHEREABOUTS, Item.NEEDS, Item.LOCATION})

WHO = {
    "花子": Person(PersonId("hanako"), "会津 花子", NORTH, Sex.FEMALE, block="1班", support_needed=True),
    "恵": Person(PersonId("megumi"), "会津 恵", None, Sex.FEMALE),
    "会長": Person(PersonId("leader"), "佐藤 勇", NORTH, Sex.MALE, block="2班"),
    "隣人": Person(PersonId("neighbour"), "鈴木 健", NORTH, Sex.MALE, block="1班"),
    "ミヨ": Person(PersonId("miyo"), "渡部 ミヨ", NORTH, Sex.FEMALE, block="1班", birthdate=date(1944, 5, 12)),
    "隠れた人": Person(PersonId("hidden"), "星 由美", NORTH, Sex.FEMALE, block="3班", disclosure_block=True),
    "元夫": Person(PersonId("former"), "星 太郎", SOUTH, Sex.MALE),
    "Emily": Person(PersonId("emily"), "Emily Carter", NORTH, Sex.FEMALE, Language.ENGLISH, block="3班"),
}
"""「見知らぬ人」 writes from an account that is nobody's."""


def town() -> World:
    world = World(districts=[District(NORTH, "北地区", "北町内会"), District(SOUTH, "南地区", "南町内会")])
    world.people = {each.id: each for each in WHO.values()}
    world.accounts = [Account(Channel.LINE, each.id, each.id) for each in WHO.values()]
    world.phones = {each.id: "0242-00-1111" for each in WHO.values()}
    world.chat = "https://line.me/R/oaMessage/%40anpi/"
    world.papers = "https://anpi.example/paper/t"
    world.relations = [
        _relation("花子", "恵", RelationKind.FAMILY, "娘"),
        _relation("花子", "隣人", RelationKind.SUPPORTER, "隣人"),
        _relation("隠れた人", "元夫", RelationKind.FAMILY, "夫"),
    ]
    world.roles = [(WHO["会長"].id, Role(Office.LEADER, NORTH))]
    world.consents = [
        consent_of("花子", RecipientKind.FAMILY),
        consent_of("花子", RecipientKind.SUPPORTER),
        consent_of("花子", RecipientKind.ASSOCIATION),
        consent_of("花子", RecipientKind.COMMISSIONER),
        consent_of("隣人", RecipientKind.ASSOCIATION),
        consent_of("隠れた人", RecipientKind.FAMILY),
        consent_of("隠れた人", RecipientKind.ASSOCIATION),
    ]
    return world


def _relation(person: str, other: str, kind: RelationKind, label: str) -> Relation:
    return Relation(WHO[person].id, WHO[other].id, kind, label, confirmed=True)


def consent_of(person: str, kind: RecipientKind, items: frozenset[Item] = ALL) -> Consent:
    return agreed(WHO[person].id, kind, items)


def agreed(person: PersonId, kind: RecipientKind, items: frozenset[Item] = ALL) -> Consent:
    return Consent(
        id=f"consent-{person}-{kind}",
        person=person,
        purpose=Purpose.SAFETY_SHARING,
        items=items,
        recipient_kind=kind,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=LONG_AGO,
    )
