"""Whether the person has said no, to this kind of recipient for this purpose."""

from datetime import datetime

from bot.core.consents import Consent, Phase, RecipientKind
from bot.rules.consent.in_force import is_in_force
from bot.rules.consent.question import Question


def has_refused(question: Question, kind: RecipientKind) -> bool:
    """A refusal or a withdrawal that no later yes to the same has undone. A yes that a newer one replaced is none."""
    now = question.moment.now
    said = [each for each in question.consents if _is_about(each, question, kind) and each.given_at <= now]
    standing = [each for each in said if is_in_force(each, now)]
    noes = [(each, at) for each in said if (at := _said_no_at(each, now)) is not None]
    return any(not any(_undoes(yes, no, at) for yes in standing) for no, at in noes)


def has_opted_out(question: Question, kind: RecipientKind) -> bool:
    """For an ordinance that provides unless the person refused. Whoever refused the association, before anybody was
    asked about commissioners, has refused 避難支援等関係者: a commissioner is one of them.
    """
    asked_alike = {kind, RecipientKind.ASSOCIATION} if kind is RecipientKind.COMMISSIONER else {kind}
    return any(has_refused(question, each) for each in asked_alike)


def _said_no_at(consent: Consent, now: datetime) -> datetime | None:
    """When it was refused, unless that was taken back; or when a yes was withdrawn."""
    is_withdrawn = consent.withdrawn_at is not None and consent.withdrawn_at <= now
    if consent.refused:
        return None if is_withdrawn else consent.given_at
    return consent.withdrawn_at if is_withdrawn else None


def _undoes(yes: Consent, no: Consent, at: datetime) -> bool:
    """Said later, and about no less."""
    covers = (yes.recipient is None or yes.recipient == no.recipient) and (yes.phase in (Phase.BOTH, no.phase))
    return covers and yes.given_at >= at


def _is_about(consent: Consent, question: Question, kind: RecipientKind) -> bool:
    return (
        consent.person == question.subject.id and consent.purpose is question.purpose and consent.recipient_kind is kind
    )
