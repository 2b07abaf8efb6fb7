"""What a person may be asked to agree to: which consents one 「提供します」 gives, and the words shown before it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.consents import Item, Phase, Purpose, RecipientKind
from bot.core.language import Language


@dataclass(frozen=True, slots=True)
class Grant:
    """One consent that an offer would give. Each stays separate in the record and can be withdrawn alone."""

    purpose: Purpose
    items: frozenset[Item]
    recipient_kind: RecipientKind
    phase: Phase


@dataclass(frozen=True, slots=True)
class Wording:
    """The municipality's words in one language, paragraph by paragraph; `sha256` is over them as they are shown."""

    language: Language
    paragraphs: tuple[str, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One question of consent. `id` and `version` name the words; `lasts` None: until it is withdrawn."""

    id: str
    version: str
    grants: tuple[Grant, ...]
    wordings: tuple[Wording, ...]
    lasts: timedelta | None = None

    def wording(self, language: Language) -> Wording:
        """In the language, else in Japanese, which every offer has."""
        by_language = {each.language: each for each in self.wordings}
        return by_language.get(language) or by_language[Language.JAPANESE]
