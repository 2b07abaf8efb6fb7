"""What staff read out or hand over of a one-time code. The person's name is left out: paper gets lost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import typer

from bot.cli.failing import fail
from bot.cli.office import OpenOffice
from bot.core.ids import PersonId
from bot.storage.linking.codes import IssuedCode


async def hand_out(open_office: OpenOffice, person: str, hours: int) -> None:
    """Makes the code and prints it. With a person whom nobody knows, none is made."""
    async with open_office() as office:
        issued = await office.codes.make(PersonId(person), timedelta(hours=hours), office.clock)
        zone = ZoneInfo(office.city.time_zone)
    if issued is None:
        fail(f"'{person}' is nobody in people.csv; load the city's files first, or mend the id. No code was made.")
    for line in slip(issued, zone):
        typer.echo(line)


def slip(issued: IssuedCode, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        f"Person: {issued.person.id}",
        f"Valid until: {_local(issued.expires_at, zone)}, once. Older codes of this person are void.",
        "Make sure who stands before you, and hand it over in person: never by telephone, mail or chat.",
        "",
        "LINEかチャットに、この数字を書いてください。",
        f"「{issued.code[:4]} {issued.code[4:]}」",
    )


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
