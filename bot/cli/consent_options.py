"""The words that `anpi consent give` and `anpi consent withdraw` take."""

from enum import StrEnum
from typing import Annotated

import typer

from bot.core.consents import Mark, Purpose, RecipientKind, Way
from bot.core.language import Language


class MarkWord(StrEnum):
    """自署・代理: whose hand signed the paper."""

    OWN_HAND = "own_hand"
    BY_PROXY = "by_proxy"

    @property
    def mark(self) -> Mark:
        return Mark.OWN_HAND if self is MarkWord.OWN_HAND else Mark.PROXY


Person = Annotated[str, typer.Argument(metavar="PERSON", help="The person's id, as in people.csv.")]
Offer = Annotated[
    str, typer.Option(metavar="OFFER", help="The id of the words that were read out, as in consents.yaml.")
]
By = Annotated[str, typer.Option(metavar="NAME-OR-ID", help="Who said it. PERSON's own id: they said it themselves.")]
EndedBy = Annotated[str, typer.Option("--by", metavar="NAME-OR-ID", help="Who said it. Left out: PERSON themselves.")]
Relation = Annotated[str, typer.Option(help="What they are to PERSON: 娘, 後見人, ケアマネジャー.")]
HowSaid = Annotated[Way, typer.Option("--way", help="visit: face to face, also at the counter.")]
Hand = Annotated[MarkWord | None, typer.Option("--mark", help="On paper: PERSON's own hand (自署) or not (代理).")]
Signed = Annotated[str, typer.Option("--signed", metavar="YYYY-MM-DD", help="The day on the paper.")]
To = Annotated[
    list[RecipientKind] | None,
    typer.Option("--recipient", help="Only to these; repeat it. Left out: to all."),
]
For = Annotated[
    list[Purpose] | None,
    typer.Option("--purpose", help="Only for these; repeat it. Left out: for all."),
]
ReadIn = Annotated[Language, typer.Option("--language", help="In which the words were read out.")]
Staff = Annotated[str, typer.Option(metavar="NAME", help="Who of the city takes it down; kept in the ledger.")]
Family = Annotated[bool, typer.Option("--tell-family", help="PERSON wants the family told too that it has ended.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before it is written.")]
