"""A letter of silence from a mould is, column by column, the one that its whole message makes."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from bot.core.consents import Disclosure, Item, Purpose, RecipientKind
from bot.core.events import Channel
from bot.core.ids import IncidentId, PersonId
from bot.core.language import Language
from bot.core.people import Person, RelationKind
from bot.core.replies import Paragraph, text
from bot.rules.silence_told import Telling, silence_message
from bot.storage.ladder.mould import Mould, Row
from bot.storage.ladder.silences import Silences
from bot.storage.outbox.budget import Budget
from bot.storage.rows.letters import row_of_letter
from bot.storage.turn_store.mail import Road, letters_of
from tests.unit.rules.ladder.pure_town import DRILL, QUAKE

NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
ITEMS = frozenset({Item.NAME, Item.CONDITION})
LINE = Road(Channel.LINE, "U1", Language.JAPANESE)
WEB = Road(Channel.WEB, "w1", Language.ENGLISH)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def telling(id_: str = "P1", name: str = "会津 花子", kind: RelationKind = RelationKind.FAMILY) -> Telling:
    about, to = PersonId(id_), PersonId("P2")
    shown = Disclosure(about, to, RecipientKind.FAMILY, Purpose.SAFETY_SHARING, ITEMS, "C1", QUAKE.id)
    return Telling(to, Person(about, name, None), kind, shown)


def whole(told: Telling, roads: list[Road], number: int) -> list[Row]:
    letters = letters_of(silence_message(told, QUAKE), roads, ("step", number), NOW)
    return [row_of_letter(each) for each in letters]


@given(ids=st.lists(WORDS, min_size=2, max_size=4), name=WORDS)
def test_whatever_the_name_and_the_id_are(ids: list[str], name: str) -> None:
    """Quotes, backslashes and the very places of the mould among them: a name is filled in, never looked through."""
    silences = Silences(partial(silence_message, incident=QUAKE), NOW, Budget(None))
    for number, each in enumerate([*ids, "\ufdd0", "\ufdd1\\"]):
        for kind in (RelationKind.FAMILY, RelationKind.SUPPORTER):
            told = telling(each, name + each, kind)
            assert silences.rows(told, [LINE, WEB], ("step", number)) == whole(told, [LINE, WEB], number)


def test_words_about_one_person_alone_are_not_said_of_the_next() -> None:
    silences = Silences(partial(silence_message, incident=QUAKE), NOW, Budget(None))
    going = replace(telling(), lines=(Paragraph(text("going.yours", at=NOW)),))
    for number, told in enumerate((going, telling("P3", "若松 健"), going)):
        assert silences.rows(told, [LINE], ("step", number)) == whole(told, [LINE], number)


def test_who_has_begun_is_told_of_from_a_mould_of_their_own() -> None:
    silences = Silences(partial(silence_message, incident=QUAKE), NOW, Budget(None))
    begun = replace(telling("P3", "若松 健"), begun=True)
    for number, told in enumerate((telling(), begun, telling("P4", "佐藤 一"))):
        assert silences.rows(told, [LINE], ("step", number)) == whole(told, [LINE], number)


def test_there_is_no_mould_where_its_places_stand_in_the_words_themselves() -> None:
    odd = replace(DRILL, id=IncidentId("\ufdd0"))
    assert Mould.made(partial(silence_message, incident=odd), telling(), LINE, NOW) is None
    assert Mould.made(partial(silence_message, incident=DRILL), telling(), LINE, NOW) is not None
