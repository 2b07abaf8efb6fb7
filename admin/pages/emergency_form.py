"""The form that declares an emergency: where, why, how long, who may be shown what is necessary."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from admin.one_line import one_line
from admin.pages.elements import tag
from admin.pages.emergency_words import HELPER, HOURS, USUAL_HOURS
from admin.pages.form import Filled, Submitted, box, first, form, text_field
from bot.core.incidents import Emergency
from bot.core.people import District
from bot.rules.declaring import MAX_CAUSE

EVERYWHERE, SOME = "everywhere", "some"


def declaring_form(known: Sequence[District], submitted: Submitted) -> None:
    """No area is chosen beforehand: nobody opens a whole city by leaving a field as it was."""
    with form(submitted, aria_label="有事を宣言する"):
        with tag("fieldset"):
            tag("legend", "どこに")
            box("where", SOME, "えらんだ地区だけ", kind="radio")
            box("where", EVERYWHERE, "市の全域", kind="radio")
            with tag("div", classes="boxes"):
                for each in known:
                    box("district", each.id, each.name)
        text_field("cause", "きっかけ(市民が読みます)", longest=MAX_CAUSE, hint="例: 大雨特別警報(10時20分)")
        with tag("fieldset"):
            tag("legend", "いつまで")
            for hours, words in HOURS.items():
                box("hours", f"{hours}", words, kind="radio", ticked=hours == USUAL_HOURS)
        with tag("fieldset"):
            tag("legend", "見せられる相手")
            for kind, words in HELPER.items():
                box("to", kind.value, words, ticked=True)
        with tag("p", classes="row"):
            tag("button", "つぎへ(人数を確かめる)", "decide", type="submit")


def wanted(filled: Filled, known: Sequence[District], now: datetime, id_: str) -> Emergency | None:
    """As it was filled in, declared by nobody yet; what else is wrong with it, the rules say. None: no area chosen."""
    chosen = tuple(each.id for each in known if each.id in filled.get("district", ()))
    is_everywhere = first(filled, "where") == EVERYWHERE
    if not chosen and not is_everywhere:
        return None
    hours = next((each for each in HOURS if first(filled, "hours") == f"{each}"), USUAL_HOURS)
    return Emergency(
        id=id_,
        districts=() if is_everywhere else chosen,
        declared_at=now,
        until=now + timedelta(hours=hours),
        cause=one_line(first(filled, "cause")),
        recipients=frozenset(kind for kind in HELPER if kind.value in filled.get("to", ())),
    )
