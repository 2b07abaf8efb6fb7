"""Who said something for a person, as staff typed it: somebody of the register, or a name that nobody there has."""

import re

from bot.cli.failing import fail
from bot.cli.incident_words import NotUnderstood, plain
from bot.core.consents import Mark, Proxy, Way
from bot.core.ids import PersonId
from bot.core.requests import Circle
from bot.storage.consent_desk import ConsentDesk

MAX_NAME = 60
OWN_WORD = "本人"

_LOOKS_LIKE_AN_ID = re.compile(r"[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*", re.ASCII)


async def giver_of(desk: ConsentDesk, circle: Circle, by: str, said: tuple[str, Way, Mark | None]) -> Proxy:
    """`said`: relation, way and mark. A name counts as somebody of the register only around this very person."""
    relation, way, mark = said
    try:
        name, relation = plain(by, MAX_NAME, "--by"), plain(relation, MAX_NAME, "--relation")
    except NotUnderstood as fault:
        fail(f"{fault}\nNothing was recorded.")
    if not name:
        fail("--by is empty; write the id or the name of whoever said it. Nothing was recorded.")
    if name == circle.person.id:
        return Proxy(circle.person.id, OWN_WORD, way, mark)
    known = await desk.person(name)
    if known is not None:
        return Proxy(known.id, relation, way, mark)
    if _LOOKS_LIKE_AN_ID.fullmatch(name):
        fail(f"--by '{name}' is nobody in people.csv; mend the id, or write the name. Nothing was recorded.")
    around = {each.person.id for each in circle.members if _same(each.person.name, name)}
    if len(around) == 1:
        return Proxy(PersonId(around.pop()), relation, way, mark)
    return Proxy(None, relation, way, mark, name)


def named(proxy: Proxy) -> str:
    """For staff: `P002 (娘)`, `渡部 まこと, not in the register (後見人)`."""
    return f"{proxy.by or f'{proxy.name}, not in the register'} ({proxy.relation})"


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
