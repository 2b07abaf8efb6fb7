"""The short wire form of a tap (`1|report|safe|INC`), the same on every channel."""

from dataclasses import fields
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from bot.core.taps.area import AskBlocks, AskCall, AskPaper, AskPhones, CallAgain, TieGroup
from bot.core.taps.asking import (
    AskAboutFamily,
    AskHelp,
    AskHuman,
    AskListing,
    AskSummary,
    ChooseLanguage,
)
from bot.core.taps.check_in import (
    AnswerForFamily,
    ChangeReport,
    ChooseRelative,
    ReportCondition,
    ReportEvacuated,
    ReportForReal,
    ReportNeed,
    ReportRefuge,
    ReportWhereabouts,
    SkipQuestion,
    StartReport,
)
from bot.core.taps.consent import (
    AnswerOffer,
    ChooseCadence,
    ExplainVisibility,
    RestoreConsent,
    ShareNow,
    ShowConsents,
    ShowDisclosures,
    ShowOffer,
    TellFamilyOfEnd,
    WithdrawConsent,
)
from bot.core.taps.family import Nudge, SayGoing, TakeBackGoing
from bot.core.taps.linking import (
    ChooseSpeaker,
    ConfirmLink,
    EndAccount,
    HelpIsFor,
    ShowAccounts,
    SpeakAs,
    SpeakForAll,
    StartLinking,
    Unlink,
)
from bot.core.taps.quiet_days import (
    AnswerGreeting,
    ChooseQuietContact,
    ChooseQuietHour,
    ChooseQuietLength,
    Practise,
    WishQuietDays,
)

MAX_LENGTH = 300
"""LINE's limit of postback data (line.md 3)."""

_VERSION = "1"

Tap = (
    ReportCondition
    | ReportEvacuated
    | ReportWhereabouts
    | ReportNeed
    | ReportRefuge
    | ReportForReal
    | SkipQuestion
    | ChangeReport
    | AnswerForFamily
    | ChooseRelative
    | AskAboutFamily
    | AskSummary
    | AskListing
    | AskHuman
    | AskHelp
    | ChooseLanguage
    | StartReport
    | ShowConsents
    | ShowOffer
    | AnswerOffer
    | WithdrawConsent
    | RestoreConsent
    | TellFamilyOfEnd
    | ChooseCadence
    | ShareNow
    | ShowDisclosures
    | ExplainVisibility
    | StartLinking
    | ConfirmLink
    | Unlink
    | ChooseSpeaker
    | SpeakForAll
    | ShowAccounts
    | EndAccount
    | HelpIsFor
    | SpeakAs
    | SayGoing
    | TakeBackGoing
    | Nudge
    | AnswerGreeting
    | ChooseQuietContact
    | ChooseQuietHour
    | ChooseQuietLength
    | Practise
    | WishQuietDays
    | AskBlocks
    | AskPhones
    | AskCall
    | CallAgain
    | AskPaper
    | TieGroup
)

_NAMES: dict[str, type[Any]] = {
    "report": ReportCondition,
    "evacuated": ReportEvacuated,
    "where": ReportWhereabouts,
    "need": ReportNeed,
    "refuge": ReportRefuge,
    "forreal": ReportForReal,
    "skip": SkipQuestion,
    "change": ChangeReport,
    "forfamily": AnswerForFamily,
    "relative": ChooseRelative,
    "askfamily": AskAboutFamily,
    "summary": AskSummary,
    "list": AskListing,
    "human": AskHuman,
    "help": AskHelp,
    "language": ChooseLanguage,
    "start": StartReport,
    "consents": ShowConsents,
    "offer": ShowOffer,
    "agree": AnswerOffer,
    "withdraw": WithdrawConsent,
    "restore": RestoreConsent,
    "tellend": TellFamilyOfEnd,
    "cadence": ChooseCadence,
    "share": ShareNow,
    "seen": ShowDisclosures,
    "why": ExplainVisibility,
    "link": StartLinking,
    "linkyes": ConfirmLink,
    "unlink": Unlink,
    "speaker": ChooseSpeaker,
    "allofus": SpeakForAll,
    "accounts": ShowAccounts,
    "endaccount": EndAccount,
    "helpfor": HelpIsFor,
    "speakas": SpeakAs,
    "going": SayGoing,
    "notgoing": TakeBackGoing,
    "nudge": Nudge,
    "greeted": AnswerGreeting,
    "quietwith": ChooseQuietContact,
    "quiethour": ChooseQuietHour,
    "quietdays": ChooseQuietLength,
    "practise": Practise,
    "quiet": WishQuietDays,
    "blocks": AskBlocks,
    "phones": AskPhones,
    "call": AskCall,
    "callyes": CallAgain,
    "paper": AskPaper,
    "tiegroup": TieGroup,
}
_NAME_OF = {kind: name for name, kind in _NAMES.items()}
_FIELDS_OF = {kind: tuple(each.name for each in fields(kind)) for kind in _NAME_OF}


def encode(tap: Tap) -> str:
    """The wire form. Ids hold no `|`, which the loading of a city's data makes sure of."""
    values = [getattr(tap, name) for name in _FIELDS_OF[type(tap)]]
    return "|".join((_VERSION, _NAME_OF[type(tap)], *["" if value is None else str(value) for value in values]))


def decode(data: str) -> Tap | None:
    """The tap, or None where the data is not of this version's making."""
    version, *rest = data[:MAX_LENGTH].split("|")
    kind = _NAMES.get(rest[0]) if version == _VERSION and rest else None
    if kind is None:
        return None
    hints, values = get_type_hints(kind), rest[1:]
    if len(values) != len(fields(kind)):
        return None
    try:
        tap: Tap = kind(*(_value(hints[each.name], raw) for each, raw in zip(fields(kind), values, strict=True)))
    except ValueError:
        return None
    return tap


def _value(hint: Any, raw: str) -> Any:
    """One field from its text: an enum's value, an id, a number, or None where the field may be empty."""
    options = get_args(hint) if get_origin(hint) is UnionType or NoneType in get_args(hint) else (hint,)
    if raw == "":
        if NoneType in options:
            return None
        raise ValueError(hint)
    (concrete,) = (option for option in options if option is not NoneType)
    value = concrete(raw)
    if str(value) != raw:
        raise ValueError(raw)
    return value
