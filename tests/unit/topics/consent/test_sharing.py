"""Where the cadence wants a question first, nobody is told before the yes; with it, exactly those who waited."""

from dataclasses import replace

from bot.core.consents import Cadence, RecipientKind
from bot.core.ids import ReportId
from bot.core.people import Relation, RelationKind
from bot.core.records import ConsentConfirmed
from bot.core.reports import Means, Report, Source, Standing
from bot.core.requests import Circle, Member
from bot.core.taps import Answer, ShareNow
from bot.core.understanding import Condition
from bot.rules.asking_again import ask_to_share, left_out
from bot.rules.telling import tell
from tests.unit.topics.consent.stage import HANA, MEGUMI, NOW, QUAKE, Stage, consent, keys, safe

YES, NO = ShareNow(Answer.YES, QUAKE.id), ShareNow(Answer.NO, QUAKE.id)
ASKS = consent(cadence=Cadence.EVERY_TIME)
DAUGHTER = Member(MEGUMI, Relation(HANA.id, MEGUMI.id, RelationKind.FAMILY, "娘", confirmed=True))
REPORT = Report(
    id=ReportId("R1"),
    about=HANA.id,
    incident=QUAKE.id,
    drill=False,
    conversation=Stage().conversation.id,
    reporter=HANA.id,
    source=Source.SELF,
    label="",
    means=Means.WORDS,
    said_at=NOW,
    condition=Condition.SAFE,
)


def answered(cadence: Cadence = Cadence.EVERY_TIME) -> Stage:
    """She has said that she is safe."""
    stage = Stage(incidents=(QUAKE,), check_ins=(safe(),))
    stage.world.consents = [consent(cadence=cadence)]
    return stage


def test_who_waits_for_a_yes_is_left_out_until_then() -> None:
    circle = Circle(HANA, (DAUGHTER,), consents=(ASKS,))
    assert tell(circle, REPORT, Standing(), NOW).messages == ()
    waiting = left_out(circle, REPORT, Standing(), NOW)
    assert [each.to for each in waiting.messages] == [MEGUMI.id]
    assert [each.key for each in waiting.known_by] == ["kin.daughter"]


def test_who_is_told_anyway_is_not_asked_about() -> None:
    once = consent("C2")
    assert left_out(Circle(HANA, (DAUGHTER,), consents=(ASKS, once)), REPORT, Standing(), NOW).messages == ()


def test_who_has_no_consent_is_not_asked_about() -> None:
    withdrawn = replace(ASKS, withdrawn_at=NOW)
    to_supporter = replace(ASKS, recipient_kind=RecipientKind.SUPPORTER)
    for each in (withdrawn, to_supporter, replace(ASKS, refused=True)):
        assert left_out(Circle(HANA, (DAUGHTER,), consents=(each,)), REPORT, Standing(), NOW).messages == ()


def test_a_yes_tells_now_and_confirms_the_consent_that_carries_it() -> None:
    stage = answered()
    outcome = stage.taps(YES)
    assert outcome.records == (ConsentConfirmed("C1", HANA.id, stage.now),)
    (message,) = outcome.messages
    assert (message.to, [each.ground for each in message.disclosures]) == (MEGUMI.id, ["C1"])
    assert keys(outcome) == ["share.told"]


def test_a_no_tells_nobody() -> None:
    outcome = answered().taps(NO)
    assert (keys(outcome), outcome.records, outcome.messages) == (["share.not_told"], (), ())


def test_there_is_nothing_to_tell_without_an_answer_or_an_open_incident() -> None:
    silent = Stage(incidents=(QUAKE,))
    silent.world.consents = [ASKS]
    over = Stage(check_ins=(safe(),))
    over.world.consents = [ASKS]
    unreachable = answered()
    unreachable.world.accounts = []
    for stage in (silent, over, unreachable, answered(Cadence.ONCE)):
        outcome = stage.taps(YES)
        assert (keys(outcome), outcome.messages) == (["share.nothing_to_tell"], ())


def test_a_yes_for_one_moment_is_none_for_the_next() -> None:
    """毎回 means every time: the yes of a minute ago tells nobody by itself."""
    stage = answered()
    stage.taps(YES)
    circle = Circle(HANA, (DAUGHTER,), consents=tuple(stage.world.consents))
    assert tell(circle, replace(REPORT, condition=Condition.UNKNOWN), Standing(), NOW).messages == ()


def test_the_question_names_them_as_the_person_does() -> None:
    waiting = left_out(Circle(HANA, (DAUGHTER,), consents=(ASKS,)), REPORT, Standing(), NOW)
    question = ask_to_share(waiting.known_by, QUAKE.id)
    assert question.text.key == "share.may_we_tell"
    assert [getattr(each, "tap", None) for each in question.choices][:2] == [YES, NO]
