"""The page for paper: door by door, one line a household, and nothing that may not be shown."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.consents import Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.people import District, Office, Person, Role
from bot.core.replies import text
from bot.core.reports import CheckIn, Progress, Source, Standing
from bot.core.requests import AreaList, Contact, Resident
from bot.core.sightings import Seen
from bot.core.understanding import Condition
from bot.rules.area_list import Asker
from bot.rules.area_paper import Paper, Sheet, paper, shown_on_paper
from bot.rules.consent import Moment, Recipient

HERE = DistrictId("north")
NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)
QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (HERE,), drill=False, opened_at=NOW)
LEADER = Person(PersonId("leader"), "佐藤 勇", HERE)
ASKER = Asker(Recipient(LEADER, (Role(Office.LEADER, HERE),)), Moment(NOW, drill=False))
ALL = frozenset({Item.NAME, Item.CONDITION, Item.ADDRESS, Item.CONTACT})


def resident(id_: str, block: str | None, items: frozenset[Item] = ALL) -> Resident:
    person = Person(PersonId(id_), f"名前{id_}", HERE, block=block)
    consent = Consent(
        f"of-{id_}",
        person.id,
        Purpose.SAFETY_SHARING,
        items,
        RecipientKind.ASSOCIATION,
        None,
        Phase.BOTH,
        Cadence.ONCE,
        NOW,
    )
    return Resident(person, CheckIn(QUAKE.id, person.id, Progress.SENT), (consent,) if items else ())


def printed(*residents: Resident, **addresses: str) -> Paper:
    """Everybody has the telephone number 0242-00-0001."""
    people = AreaList(residents, len(residents))
    contacts = [Contact(each.person.id, "0242-00-0001", addresses.get(each.person.id, "")) for each in residents]
    return paper(Sheet(District(HERE, "北地区"), QUAKE, people), shown_on_paper(ASKER, people), contacts, ASKER)


def test_blocks_and_doors_go_by_their_numbers() -> None:
    made = printed(
        *(resident(each, block) for each, block in (("a", "10班"), ("b", "2班"), ("c", "2班"))), b="北1-17", c="北1-4"
    )
    assert [each.name for each in made.blocks] == ["2班", "10班"]
    assert [home.address for home in made.blocks[0].households] == ["北1-4", "北1-17"]


def test_the_dead_are_on_no_paper_and_in_no_number_of_others() -> None:
    gone = resident("a", "1班")
    gone = replace(gone, person=replace(gone.person, deceased_at=NOW))
    made = printed(gone, resident("b", "1班"))
    homes = [home for block in made.blocks for home in block.households]
    assert [each.name for home in homes for each in home.residents] == ["名前b"]
    assert made.unnamed == 0


def test_whoever_lives_together_stands_on_one_line() -> None:
    made = printed(resident("a", "1班"), resident("b", "1班"), resident("c", "1班"), a="北1-4", b="北1-4")
    homes = made.blocks[0].households
    assert [[each.name for each in home.residents] for home in homes] == [["名前a", "名前b"], ["名前c"]]


def test_a_number_and_a_place_that_were_not_agreed_to_stay_away_and_are_not_said_to_be_shown() -> None:
    made = printed(resident("a", "1班", frozenset({Item.NAME, Item.CONDITION})), a="北1-4")
    (block,) = made.blocks
    (home,) = block.households
    assert (block.name, home.address, home.residents[0].phone) == (None, "", "")
    assert [each.items for each in made.disclosures] == [{Item.NAME, Item.CONDITION}]


def test_with_the_state_stands_who_said_it_and_when() -> None:
    told = Standing(Condition.SAFE, source=Source.LEADER, said_at=NOW, sighting=Seen.YELLOW_FLAG)
    known = resident("a", "1班")
    made = printed(replace(known, check_in=replace(known.check_in, standing=told)), resident("b", "1班"))
    first, second = (each for home in made.blocks[0].households for each in home.residents)
    who = text("told.word.leader", at=NOW)
    flag = text("sighting.yellow_flag")
    assert first.state == text("area.said.seen", state=text("condition.safe"), who=who, seen=flag)
    assert second.state == text("paper.silent")


def test_what_is_not_on_file_is_not_said_to_be_shown() -> None:
    people = AreaList((resident("a", None),), 1)
    shown = shown_on_paper(ASKER, people)
    made = paper(Sheet(District(HERE, "北地区"), QUAKE, people), shown, [], ASKER)
    assert [each.items for each in made.disclosures] == [{Item.NAME, Item.CONDITION}]


def test_whoever_is_under_a_disclosure_block_is_not_even_a_number() -> None:
    """In a declared emergency all others are named: what is left would be exactly the protected."""
    protected = resident("b", "1班")
    protected = replace(protected, person=replace(protected.person, disclosure_block=True))
    assert printed(resident("a", "1班"), protected).unnamed == 0
    assert printed(resident("a", "1班", frozenset()), protected).unnamed == 1


def test_whoever_may_not_be_named_is_a_number_and_the_leader_is_no_disclosure() -> None:
    own = replace(resident("leader", "1班"), person=LEADER)
    made = printed(resident("a", "1班", frozenset()), own)
    assert (made.unnamed, made.disclosures) == (1, ())
