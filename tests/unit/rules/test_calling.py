"""Whoever asks after their own people asks as that, whatever office they hold."""

from bot.core.consents import Purpose
from bot.core.ids import PersonId
from bot.core.people import Office, Person, Relation, RelationKind, Role
from bot.core.requests import Followed
from bot.rules.calling import as_relative
from bot.rules.consent import Allowed, Denied, Moment, Question, Recipient, decide
from bot.rules.telling import SAFETY_ITEMS
from tests.contracts.city import EAST, NOON

WIFE = Person(PersonId("wife"), "星 由美", EAST)
HUSBAND = Person(PersonId("husband"), "星 太郎", EAST)


def asked_as(recipient: Recipient) -> Allowed | Denied:
    return decide(Question(WIFE, recipient, Purpose.SAFETY_SHARING, SAFETY_ITEMS, Moment(NOON, drill=False)))


def test_an_office_at_city_hall_opens_no_door_to_ones_own_family() -> None:
    relation = Relation(WIFE.id, HUSBAND.id, RelationKind.FAMILY, "夫", confirmed=True)
    assert isinstance(asked_as(Recipient(HUSBAND, (Role(Office.CITY_STAFF),))), Allowed)
    assert asked_as(as_relative(HUSBAND, Followed(WIFE, relation, None))) == Denied("no_consent")
