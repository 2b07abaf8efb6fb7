"""What a declared emergency opens, to whom and until when, in plain words for staff. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin.emergencies import Declared
from bot.core.consents import Item, RecipientKind
from bot.rules.consent import NECESSARY
from bot.rules.declaring import LONGEST, MAX_CAUSE, Objection

ITEM: Mapping[Item, str] = {
    Item.NAME: "名前",
    Item.CONTACT: "電話番号",
    Item.ADDRESS: "住所",
    Item.CONDITION: "安否",
    Item.WHEREABOUTS: "居場所",
    Item.LOCATION: "送られた場所",
    Item.NEEDS: "困りごと",
    Item.HEALTH: "体の具合",
    Item.MEDICATION: "薬",
    Item.PLAN: "個別避難計画",
}
HELPER: Mapping[RecipientKind, str] = {
    RecipientKind.FAMILY: "家族",
    RecipientKind.SUPPORTER: "支援者",
    RecipientKind.ASSOCIATION: "町内会",
    RecipientKind.COMMISSIONER: "民生委員",
    RecipientKind.SERVICE: "ケアマネジャーなど",
}
HOURS: Mapping[int, str] = {6: "6時間", 12: "12時間", 24: "24時間", 48: "2日", 72: "3日", 168: "7日"}
USUAL_HOURS = 24

OBJECTION: Mapping[Objection, str] = {
    Objection.NOT_ENTITLED: "宣言できるのは、名簿に「市の管理職」の役割がある人だけです。宣言していません。",
    Objection.NO_CAUSE: "きっかけになった警報や指示を書いてください。",
    Objection.CAUSE_TOO_LONG: f"きっかけは{MAX_CAUSE}字までです。",
    Objection.ENDS_BEFORE_IT_BEGINS: "終わりの時刻が過ぎています。えらび直してください。",
    Objection.LASTS_TOO_LONG: f"{LONGEST.days}日より長くは宣言できません。",
    Objection.NOBODY_MAY_SEE: "見せる相手を、一つ以上えらんでください。",
}
MEANS = (
    "命を守るために必要なとき、同意がない人の情報も、助ける人に見せられるようにします(災害対策基本法49条の11、49条の15)。",
    f"見せられるもの: {'、'.join(words for item, words in ITEM.items() if item in NECESSARY)}。",
    "体の具合と薬は、消防・警察・医療だけに見せられます。",
    "DV等支援措置の人の情報は、宣言しても見せません。",
    "宣言すると、その地区の人にすぐ知らせが届きます。見せたことは一件ずつ台帳に残り、本人が見られます。",
    "終わりの時刻に、自動で元に戻ります。訓練のためには宣言しません。",
)
ENDED = "終えました。いまから、同意した相手だけが見られます。地区の人には、1分以内に知らせが届きます。"
ENDED_BEFORE = "もう終わっています。"
NOT_ENTITLED = "名簿に、その役割がありません。何も変えていません。"
NOT_TAKEN = "この内容では宣言できません。ページを開き直して、地区を確かめてください。"
NO_AREA = "地区を一つ以上えらぶか、「市の全域」をえらんでください。"
NOTHING_HOLDS = "いま、有事の宣言はありません。見せられるのは、本人が同意した相手と、法律や条例で決まった相手だけです。"
ENDS_TOO = "終わりの知らせにも、もう一度同じ通数を使います。"
BY_NAME = "つながっている人には、すぐ知らせが届きます。あなたの名前で、台帳に残ります。"
ONLY_MANAGERS = "宣言できるのは、名簿に「市の管理職」の役割がある人だけです。あなたは、終えることができます。"
ONLY_BY_NAME = "宣言したり終えたりできるのは、職員IDでサインインした人だけです。"


def where(names: Sequence[str], city: str) -> str:
    return "・".join(names) or f"{city}の全域"


def helpers(kinds: Iterable[RecipientKind]) -> str:
    held = frozenset(kinds)
    return "、".join(words for kind, words in HELPER.items() if kind in held)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Always with the day: an end is often tomorrow."""
    there = at.astimezone(zone)
    return f"{there.month}月{there.day}日 {there.hour}:{there.minute:02}"


DECLARED = "宣言しました。この地域の方に、LINEとウェブで知らせを送ります。"
"""No number: less the one of the look before, it would be how many are under a disclosure block."""


def goes_on(declared: Declared, city: str, zone: ZoneInfo) -> str:
    """Beside the closing of an incident."""
    return f"{where(declared.where, city)}の有事の宣言は、{moment(declared.emergency.until, zone)}まで続きます。"


def left(until: datetime, now: datetime) -> str:
    minutes = max(0, int((until - now).total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    return f"あと{hours}時間{rest}分" if hours else f"あと{rest}分"


def will_be_declared(place: str, people: int, until: str, kinds: Iterable[RecipientKind]) -> str:
    return f"{place}の{people:,}人について、{until}まで有事を宣言します。{helpers(kinds)}に見せられるようになります。"
