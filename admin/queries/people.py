"""One page of the people of an incident, the most urgent first, and how many there are of each urgency."""

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.people import MAX_WORDS, PAGE, People, Wanted
from admin.queries.standings import COLUMNS, JOINED, found_of, rank, reached
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.rules.urgency import Urgency
from bot.storage.database import Database
from bot.storage.open_incidents import incident_by_id, open_incidents
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import check_ins, districts, people

_SPACES = (" ", "\u3000")
_HIRAGANA = range(ord("ぁ"), ord("ゖ") + 1)
_TO_KATAKANA = {each: each + ord("ァ") - ord("ぁ") for each in _HIRAGANA}
_TO_HIRAGANA = {kata: hira for hira, kata in _TO_KATAKANA.items()}
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.name, districts.c.id)


async def read_incidents(connection: AsyncConnection, chosen: IncidentId | None) -> tuple[Incident, ...]:
    """The open ones, real ones first, then the newest; at the end the chosen one, where it is closed by now."""
    found = await open_incidents(connection)
    by_rank = sorted(found, key=lambda each: (each.drill, -each.opened_at.timestamp(), each.id))
    if chosen is None or any(each.id == chosen for each in found):
        return tuple(by_rank)
    closed = await incident_by_id(connection, chosen)
    return (*by_rank, closed) if closed else tuple(by_rank)


async def read_districts(connection: AsyncConnection) -> tuple[District, ...]:
    return tuple(district_of(row) for row in await connection.execute(_DISTRICTS))


async def read_people(database: Database, wanted: Wanted) -> People:
    """Raises `Unavailable` when the database is down."""
    conditions = _conditions(wanted)
    async with database.reading() as connection:
        counted = await connection.execute(_counts(conditions))
        totals = {Urgency(row.urgency): row.people for row in counted}
        rows = list((await connection.execute(_page(wanted, conditions))).all())
        can_be_reached = await reached(connection, rows)
        mark = _mark(wanted)
        marked = (await connection.execute(_marked(conditions, mark))).scalar_one() if mark is not None else None
    total = sum(each for urgency, each in totals.items() if not wanted.groups or urgency in wanted.groups)
    return People(tuple(found_of(row, can_be_reached) for row in rows), totals, total if marked is None else marked)


def _mark(wanted: Wanted) -> ColumnElement[bool] | None:
    """What is looked for in people of any urgency."""
    if wanted.contested:
        return check_ins.c.contested
    return check_ins.c.casualty.is_not(None) if wanted.on_record else None


def _counts(conditions: ColumnElement[bool]) -> Select[int, int]:
    return (
        select(rank.label("urgency"), func.count().label("people")).select_from(JOINED).where(conditions).group_by(rank)
    )


def _marked(conditions: ColumnElement[bool], mark: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(JOINED).where(conditions, mark)


def _page(wanted: Wanted, conditions: ColumnElement[bool]) -> Select[Any]:
    """Somebody protected stands at the end of their urgency: their place among the districts would tell theirs."""
    asked = select(*COLUMNS).select_from(JOINED).where(conditions)
    if wanted.groups:
        asked = asked.where(rank.in_(sorted(each.value for each in wanted.groups)))
    mark = _mark(wanted)
    if mark is not None:
        asked = asked.where(mark)
    order = (
        rank,
        people.c.disclosure_block,
        func.coalesce(districts.c.name, ""),
        func.coalesce(people.c.block, ""),
        people.c.kana,
        people.c.id,
    )
    return asked.order_by(*order).limit(PAGE).offset(wanted.start)


def _conditions(wanted: Wanted) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [check_ins.c.incident_id == wanted.incident]
    if wanted.tells_of_people:
        found.append(people.c.disclosure_block.is_(False))
    if wanted.district:
        found.append(people.c.district_id == wanted.district)
    if wanted.support_needed:
        found.append(people.c.support_needed)
    if wanted.need:
        found.append(cast(check_ins.c.needs, Text).contains(f'"{wanted.need.value}"'))
    if words := _without_spaces(wanted.words[:MAX_WORDS]):
        found.append(
            or_(
                *(
                    _plain(column).contains(spelled, autoescape=True)
                    for column in (people.c.name, people.c.kana)
                    for spelled in _spellings(words)
                )
            )
        )
    return and_(*found)


def _spellings(words: str) -> tuple[str, ...]:
    """わたなべ, ﾜﾀﾅﾍﾞ and ワタナベ are one name, whichever of them the register has."""
    wide = unicodedata.normalize("NFKC", words)
    return tuple(dict.fromkeys((words, wide, wide.translate(_TO_KATAKANA), wide.translate(_TO_HIRAGANA))))


def _without_spaces(words: str) -> str:
    for each in _SPACES:
        words = words.replace(each, "")
    return words


def _plain(column: ColumnElement[str]) -> ColumnElement[str]:
    for each in _SPACES:
        column = func.replace(column, each, "")
    return column
