"""Every tap there is, and the short name that it has on the wire. A new tap is two lines here."""

from typing import Any

from bot.core.taps.area import AskBlocks, AskCall, AskPaper, AskPhones, CallAgain, TieGroup
from bot.core.taps.asking import (
    AskAboutFamily,
    AskHelp,
    AskHuman,
    AskHumanForReal,
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
    TellFormerContact,
    WishQuietDays,
)
from bot.core.taps.roll_calls import (
    ChooseInRollCall,
    ConfirmRollCall,
    DropRollCall,
    MendRollCall,
    NobodyInRollCall,
    RollCallForReal,
    ShowRollCall,
)

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
    | AskHumanForReal
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
    | TellFormerContact
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
    | ConfirmRollCall
    | MendRollCall
    | DropRollCall
    | ShowRollCall
    | ChooseInRollCall
    | NobodyInRollCall
    | RollCallForReal
)

NAMES: dict[str, type[Any]] = {
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
    "human_real": AskHumanForReal,
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
    "quietbefore": TellFormerContact,
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
    "rollyes": ConfirmRollCall,
    "rollmend": MendRollCall,
    "rolldrop": DropRollCall,
    "rollshow": ShowRollCall,
    "rollwho": ChooseInRollCall,
    "rollnone": NobodyInRollCall,
    "rollreal": RollCallForReal,
}
