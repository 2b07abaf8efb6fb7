"""A matter: one event as far as alerts and staff have brought it: whether it is live, and how far it has come."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.alerts import Alert
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.people import District
from bot.core.proposals import OF_WRONG, TAKEN_BACK, Aim, Draft, Proposal, ProposalState
from bot.rules.triggers.ranks import family, of_incident

TOGETHER = timedelta(hours=6)
"""Aftershocks and repeats within this time belong to what is open; what is older at receipt proposes nothing."""
NOWHERE = -1
"""The rank of a place that nothing reaches."""


@dataclass(frozen=True, slots=True)
class Matter:
    """`chain`: its proposals, oldest first; none where staff opened the incident by hand."""

    id: str
    chain: tuple[Proposal, ...]
    alerts: tuple[Alert, ...]
    """All that belong to it, also those that only joined."""
    incident: Incident | None

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """What would open or raise something, and is not decided."""
        undecided = (each for each in self.chain if each.state is ProposalState.WAITING)
        return tuple(each for each in undecided if each.aim not in OF_WRONG)

    @property
    def is_open(self) -> bool:
        return self.incident is not None and self.incident.is_open

    @property
    def is_live(self) -> bool:
        return self.is_open or bool(self.waiting)

    @property
    def families(self) -> frozenset[str]:
        told = {family_of(each.draft) for each in self.chain}
        return frozenset(told or ({family(self.incident.hazard)} if self.incident else ()))

    def is_near(self, at: datetime) -> bool:
        opened = [self.incident.opened_at] if self.incident else []
        moments = [*opened, *(each.made_at for each in self.chain), *(each.issued for each in self.alerts)]
        return at - max(moments) <= TOGETHER if moments else False

    def led_by(self, alert: Alert, akin: Callable[[Alert, Alert], bool] | None = None) -> tuple[Proposal, ...]:
        """Its proposals that have their level from an alert of this one's series or event, and were not taken back."""
        of = {alert.digest, *(each.digest for each in self.alerts if (akin or is_same)(alert, each))}
        return tuple(each for each in self.chain if _counts(each) and of.intersection(each.alerts[-1:]))

    def is_series(self, alert: Alert) -> bool:
        """An earlier one of the very same series led to one of them."""
        behind = {digest for each in self.chain if _counts(each) for digest in each.alerts}
        return any(is_same_series(alert, each) for each in self.alerts if each.digest in behind)

    def told_by(self, alert: Alert, akin: Callable[[Alert, Alert], bool] | None = None) -> "Matter":
        """What people were asked on the word of its series or event, less what somebody proposed to take back.

        Staff have seen the refused ones too.
        """
        led = self.led_by(alert, akin)
        asked = (each for each in self.chain if each.aim in OF_WRONG or (each in led and each.is_carried_out))
        seen = (
            replace(each, state=ProposalState.CONFIRMED) if each.aim in OF_WRONG and _counts(each) else each
            for each in asked
        )
        return replace(self, chain=tuple(seen), incident=None)

    @property
    def stands(self) -> bool:
        """Anywhere at all."""
        named = {district for each in self.chain for district in each.draft.districts}
        return any(self.rank_at(each) > NOWHERE for each in (None, *named))

    def rank_at(self, district: DistrictId | None) -> int:
        """How high it stands for the people of a district; None: for those of no district that is named."""
        rank = NOWHERE
        told = tuple(filter(_counts, self.chain))
        if not told and self.incident and _reaches(self.incident.districts, district):
            return of_incident(self.incident)
        for each in told:
            if not _reaches(each.draft.districts, district):
                continue
            if each.aim not in OF_WRONG:
                rank = max(rank, each.draft.rank)
            elif each.is_carried_out:  # people were told that what went before was wrong
                rank = each.draft.rank if each.aim is Aim.CORRECT else NOWHERE
        return rank


def _reaches(districts: tuple[DistrictId, ...], district: DistrictId | None) -> bool:
    return not districts or district in districts


def is_same_series(alert: Alert, other: Alert) -> bool:
    return (alert.source, alert.series) == (other.source, other.series)


def is_same(alert: Alert, other: Alert) -> bool:
    """Of one series, or of one event of the same source."""
    is_same_event = alert.source is other.source and alert.event != "" and alert.event == other.event
    return is_same_event or is_same_series(alert, other)


def _counts(proposal: Proposal) -> bool:
    """What staff refused was seen and stands as high; what was taken back stands nowhere."""
    return proposal.state not in TAKEN_BACK


def family_of(draft: Draft) -> str:
    """Levels of orders and intensities of earthquakes cannot be compared: an order after one is a matter of its own."""
    of_hazard = family(draft.hazard)
    return f"order of {of_hazard}" if draft.trigger == "order" and of_hazard != family(Hazard.FLOOD) else of_hazard


def rises(matter: Matter, draft: Draft, known: Sequence[District]) -> tuple[DistrictId, ...] | None:
    """Where the draft is graver than what stands: districts, `()` for the whole city, None for nowhere."""
    places: Sequence[DistrictId | None] = draft.districts or [each.id for each in known] or (None,)
    rising = tuple(each for each in places if matter.rank_at(each) < draft.rank)
    if not rising:
        return None
    whole = not draft.districts and len(rising) == len(places)
    return () if whole else tuple(each for each in rising if each is not None)


def outliving(matter: Matter, proposal: Proposal, known: Sequence[District]) -> Draft | None:
    """What closing leaves waiting of it: the part for whoever was not asked yet, or not about anything as grave."""
    asked = tuple(each for each in matter.chain if each.is_carried_out and each.id != proposal.id)
    left = rises(replace(matter, chain=asked), proposal.draft, known)
    return None if proposal.aim in OF_WRONG or left is None else replace(proposal.draft, districts=left)


def matters_of(
    proposals: Iterable[Proposal], alerts: Mapping[str, Sequence[Alert]], incidents: Iterable[Incident]
) -> tuple[Matter, ...]:
    """`alerts` by the id of their matter; `incidents`: those of the proposals, and every real one that is open."""
    by_id = {each.id: each for each in incidents if not each.drill}
    chains: dict[str, list[Proposal]] = {}
    for each in sorted(proposals, key=lambda proposal: (proposal.made_at, proposal.id)):
        if not each.drill:
            chains.setdefault(each.matter, []).append(each)
    told = {each.incident for chain in chains.values() for each in chain}
    by_hand = [each for each in by_id.values() if each.is_open and each.id not in told]
    of_chains = (
        Matter(id_, tuple(chain), tuple(alerts.get(id_, ())), _incident(chain, by_id)) for id_, chain in chains.items()
    )
    return (*of_chains, *(Matter(each.id, (), tuple(alerts.get(each.id, ())), each) for each in by_hand))


def _incident(chain: Sequence[Proposal], by_id: Mapping[IncidentId, Incident]) -> Incident | None:
    """The open one, or else the newest: what waited while another was open and closed may have opened it last."""
    told = {each.incident for each in chain if each.incident and each.is_carried_out}
    found = [by_id[each] for each in (*sorted(told), IncidentId(chain[0].matter)) if each in by_id]
    return max(found, key=lambda each: (each.is_open, each.opened_at), default=None)
