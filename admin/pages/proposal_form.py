"""「変えて送る」: a proposal's title, level, districts and people put otherwise, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from admin.one_line import one_line
from admin.pages.elements import Pressed, button, tag
from admin.pages.form import Filled, Submitted, box, first, form, text_field
from bot.core.people import District
from bot.core.proposals import OF_WRONG, Aim, Draft, Whom
from bot.rules.triggers.telling import WHOM

MAX_TITLE = 100
MAX_LEVEL = 20
EVERYWHERE, SOME = "everywhere", "some"


@dataclass(frozen=True, slots=True)
class Fault:
    """What staff have to mend, in words."""

    words: str


def change_form(aim: Aim, draft: Draft, known: Sequence[District], submitted: Submitted, back: Pressed) -> None:
    with form(submitted, aria_label="変えて送る"):
        text_field("title", "題名(市民が読みます)", draft.title, longest=MAX_TITLE)
        text_field("level", "レベル・震度", draft.level, longest=MAX_LEVEL, hint="例: 4、5強。なければ空にします。")
        if aim not in OF_WRONG:
            _where(draft, known)
            _whom(draft)
        with tag("p", classes="row"):
            tag("button", "つぎへ(人数を確かめる)", "decide", type="submit")
            button("もどる", back, "quiet")


def _where(draft: Draft, known: Sequence[District]) -> None:
    with tag("fieldset"):
        tag("legend", "どこに")
        box("where", EVERYWHERE, "市の全域", kind="radio", ticked=not draft.districts)
        box("where", SOME, "えらんだ地区だけ", kind="radio", ticked=bool(draft.districts))
        with tag("div", classes="boxes"):
            for each in known:
                box("district", each.id, each.name, ticked=each.id in draft.districts)


def _whom(draft: Draft) -> None:
    with tag("fieldset"):
        tag("legend", "だれに")
        for whom, words in WHOM.items():
            box("whom", whom.value, words, kind="radio", ticked=draft.whom is whom)


def changed(aim: Aim, draft: Draft, known: Sequence[District], filled: Filled) -> Draft | Fault:
    """The draft as it was filled in; what a form of another aim does not ask for stays as it is."""
    title, level = one_line(first(filled, "title")), one_line(first(filled, "level"))
    if not title:
        return Fault("題名を書いてください。")
    if len(title) > MAX_TITLE or len(level) > MAX_LEVEL:
        return Fault(f"題名は{MAX_TITLE}字まで、レベルは{MAX_LEVEL}字までです。")
    new = replace(draft, title=title, level=level)
    if aim in OF_WRONG:
        return new
    chosen = tuple(each.id for each in known if each.id in filled.get("district", ()))
    is_everywhere = first(filled, "where") == EVERYWHERE
    if not is_everywhere and not chosen:
        return Fault("地区を一つ以上えらぶか、「市の全域」をえらんでください。")
    whom = Whom.SUPPORTED if first(filled, "whom") == Whom.SUPPORTED else Whom.EVERYBODY
    return replace(new, districts=() if is_everywhere else chosen, whom=whom)
