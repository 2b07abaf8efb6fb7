"""Whom each statement means, what is asked, and what stays a note for staff."""

import pytest

from bot.core.ids import PersonId
from bot.core.roll_calls import Line
from bot.core.sightings import Block, Count, House, Rest, RollCall, Seen, Sighting, Unit, Unnamed, Whom
from bot.core.understanding import Condition
from bot.rules.roll_call.choosing import chosen, not_known
from bot.rules.roll_call.reporting import reports_of
from bot.rules.roll_call.telling import lines_of
from tests.unit.rules.roll_call.street import BY_ID, FIRST, HIDDEN, TELLING, named, turn, waiting


def told(*whom: Whom, seen: Seen = Seen.UNSAID, block: Block | None = None) -> tuple[Line, ...]:
    safe = (Sighting(each, f"{number}", seen, Condition.SAFE, block=block) for number, each in enumerate(whom))
    return lines_of(RollCall(tuple(safe)), TELLING)


def option(*ids: str) -> tuple[PersonId, ...]:
    return tuple(PersonId(each) for each in ids)


def test_a_flag_is_the_whole_households_and_a_visit_one_persons() -> None:
    suzuki = named("鈴木さん", "ken")
    assert told(suzuki, seen=Seen.YELLOW_FLAG)[0].people == ("aki", "ken")
    assert told(suzuki, seen=Seen.VISIT)[0].people == ("ken",)


def test_a_name_that_several_bear_is_asked_and_their_home_offered_too() -> None:
    assert told(named("鈴木さん", "ken", "aki"))[0].options == (("ken",), ("aki",), ("aki", "ken"))
    assert told(named("渡部さん", "shigeru", "yone"), seen=Seen.YELLOW_FLAG)[0].options == (("shigeru",), ("yone",))


def test_under_a_block_only_those_of_that_block_are_meant() -> None:
    assert told(named("渡部さん", "shigeru", "yone"), block=FIRST)[0].people == ("shigeru",)
    assert told(named("遠藤さん", "makoto"), block=FIRST)[0] == told(named("遠藤さん"), block=FIRST)[0]


@pytest.mark.parametrize("whom", [named("平野さん", HIDDEN), named("平野さん"), named("平野さん", "nobody")])
def test_somebody_unseen_and_somebody_unknown_leave_the_same_line(whom: Whom) -> None:
    (line,) = told(whom)
    assert line == told(named("平野さん"))[0]
    assert (line.people, line.options) == ((), ())


def test_all_of_a_block_but_one_are_reported_only_when_it_is_known_who_that_is() -> None:
    (line,) = told(Rest(FIRST, but_count=Count(1, Unit.PEOPLE)), seen=Seen.YELLOW_FLAG)
    assert line.taking_out == 1
    assert line.options == (("hanako",), ("aki", "ken"), ("shigeru",))
    asked = waiting(line)
    (after,) = chosen(asked, line, option("aki", "ken")).lines
    assert after.people == ("hanako", "shigeru")
    assert after.is_reported
    assert reports_of(turn(), not_known(asked, line), BY_ID) == ()


def test_who_is_told_of_by_name_is_not_among_the_rest() -> None:
    hurt = Sighting(named("会津さん", "hanako"), "会津さんはけが", condition=Condition.INJURED)
    rest = Sighting(Rest(FIRST), "あとは全員無事", condition=Condition.SAFE)
    first, second = lines_of(RollCall((hurt, rest)), TELLING)
    assert first.people == ("hanako",)
    assert set(second.people) == {"ken", "aki", "shigeru"}


def test_three_away_and_the_rest_safe_asks_who_the_three_are() -> None:
    away = Sighting(Unnamed(FIRST), "3軒は留守", count=Count(3, Unit.HOUSEHOLDS), block=FIRST)
    rest = Sighting(Rest(FIRST), "あとは全員無事", condition=Condition.SAFE)
    _, line = lines_of(RollCall((away, rest)), TELLING)
    assert line.taking_out == 3


def test_a_house_that_nobody_can_name_takes_the_rest_of_its_block_with_it() -> None:
    hurt = Sighting(House("角の家"), "角の家はけが人", condition=Condition.INJURED, block=FIRST)
    rest = Sighting(Rest(FIRST), "あとは全員無事", condition=Condition.SAFE)
    house, others = lines_of(RollCall((hurt, rest)), TELLING)
    asked = waiting(house, others)
    known = chosen(asked, house, option("hanako"))
    assert {each.about: each.condition for each in reports_of(turn(), known, BY_ID)} == {
        "hanako": Condition.INJURED,
        "ken": Condition.SAFE,
        "aki": Condition.SAFE,
        "shigeru": Condition.SAFE,
    }
    assert reports_of(turn(), not_known(asked, house), BY_ID) == ()


def test_a_button_never_takes_back_what_was_said_of_somebody_by_name() -> None:
    hurt = Sighting(named("会津さん", "hanako"), "会津さんはけが", condition=Condition.INJURED)
    corner = Sighting(House("角の家"), "角の家は無事", condition=Condition.SAFE, block=FIRST)
    first, house = lines_of(RollCall((hurt, corner)), TELLING)
    (report,) = reports_of(turn(), chosen(waiting(first, house), house, option("hanako")), BY_ID)
    assert report.condition is Condition.INJURED


def test_our_block_is_the_senders_own() -> None:
    (line,) = told(Block("うちの班"))
    assert line.people == ("yone", "makoto")
    assert not told(Block("9班"))[0].people


def test_the_wife_of_a_house_is_asked_among_those_who_live_there() -> None:
    assert told(named("鈴木さんの奥さん", "ken", member=True))[0].options == (("ken",), ("aki",))
