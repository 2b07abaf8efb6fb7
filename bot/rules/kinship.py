"""Whom a person means by 母, お父さん, 佐藤さん, never guessed; and the polite word for a relation in return."""

from bot.core.gazetteer import SlotKind
from bot.core.people import RelationKind, Sex
from bot.core.replies import Text, text
from bot.core.requests import Followed
from bot.core.understanding import Understanding

_PARENT = frozenset(
    {"娘", "息子", "長女", "次女", "三女", "長男", "次男", "三男", "子", "子ども", "daughter", "son", "child"}
)
_GRANDPARENT = frozenset({"孫", "孫娘", "grandchild"})
_SPOUSE = frozenset({"夫", "妻", "配偶者", "husband", "wife", "spouse"})

_MOTHER = frozenset(
    {
        "母",
        "お母さん",
        "母さん",
        "母親",
        "かあさん",
        "おかあさん",
        "おっかあ",
        "お袋",
        "おふくろ",
        "mother",
        "mom",
        "mum",
    }
)
_FATHER = frozenset(
    {"父", "お父さん", "父さん", "父親", "とうさん", "おとうさん", "おっとう", "親父", "おやじ", "father", "dad"}
)
_GRANDMOTHER = frozenset(
    {"祖母", "おばあさん", "おばあちゃん", "ばあちゃん", "ばば", "ばっぱ", "ばんちゃ", "grandmother", "grandma"}
)
_GRANDFATHER = frozenset(
    {"祖父", "おじいさん", "おじいちゃん", "じいちゃん", "じじ", "じっち", "じんちゃ", "grandfather", "grandpa"}
)
_HUSBAND = frozenset({"夫", "主人", "旦那", "husband"})
_WIFE = frozenset({"妻", "家内", "女房", "嫁", "wife"})

_BY_RELATION = (
    (_PARENT, Sex.FEMALE, _MOTHER),
    (_PARENT, Sex.MALE, _FATHER),
    (_GRANDPARENT, Sex.FEMALE, _GRANDMOTHER),
    (_GRANDPARENT, Sex.MALE, _GRANDFATHER),
    (_SPOUSE, Sex.MALE, _HUSBAND),
    (_SPOUSE, Sex.FEMALE, _WIFE),
)

_PARENTS = {
    _MOTHER: "kin.mother",
    _FATHER: "kin.father",
    _GRANDMOTHER: "kin.grandmother",
    _GRANDFATHER: "kin.grandfather",
}
"""Where the relation and the sex leave no choice of word."""

_BY_WORD = (
    ("kin.mother", _MOTHER),
    ("kin.father", _FATHER),
    ("kin.grandmother", _GRANDMOTHER),
    ("kin.grandfather", _GRANDFATHER),
    ("kin.husband", _HUSBAND | {"ご主人", "夫君"}),
    ("kin.son_wife", frozenset({"嫁", "長男の嫁", "息子の嫁", "daughter-in-law"})),
    ("kin.daughter_husband", frozenset({"婿", "娘婿", "娘の夫", "son-in-law"})),
    ("kin.wife", _WIFE | {"奥", "奥さん", "奥様"}),
    ("kin.spouse", frozenset({"配偶者", "連れ合い", "つれあい", "spouse"})),
    ("kin.daughter", frozenset({"娘", "むすめ", "daughter"})),
    ("kin.son", frozenset({"息子", "むすこ", "せがれ", "son"})),
    ("kin.child", frozenset({"子", "子ども", "子供", "お子", "child"})),
    ("kin.grandchild", _GRANDPARENT - {"孫娘"} | {"お孫"}),
    ("kin.elder_brother", frozenset({"兄", "お兄", "長兄", "次兄"})),
    ("kin.elder_sister", frozenset({"姉", "お姉", "長姉", "次姉"})),
    ("kin.younger_brother", frozenset({"弟"})),
    ("kin.younger_sister", frozenset({"妹"})),
    ("kin.sibling", frozenset({"兄弟", "姉妹", "きょうだい", "brother", "sister"})),
    ("kin.husbands_or_wifes_mother", frozenset({"義母", "義理の母", "姑", "お義母", "mother-in-law"})),
    ("kin.husbands_or_wifes_father", frozenset({"義父", "義理の父", "舅", "お義父", "father-in-law"})),
    ("kin.aunt", frozenset({"叔母", "伯母", "おば", "aunt"})),
    ("kin.uncle", frozenset({"叔父", "伯父", "おじ", "uncle"})),
    ("kin.nephew", frozenset({"甥", "甥っ子", "おい", "甥御", "nephew"})),
    ("kin.niece", frozenset({"姪", "姪っ子", "めい", "姪御", "niece"})),
    ("kin.cousin", frozenset({"従兄弟", "従姉妹", "いとこ", "従兄", "従姉", "従弟", "従妹", "cousin"})),
    ("kin.relative", frozenset({"親戚", "親族", "親類", "身内", "relative"})),
    ("kin.friend", frozenset({"友人", "友達", "友だち", "お友達", "friend"})),
    ("kin.acquaintance", frozenset({"知人", "知り合い", "お知り合い"})),
    (
        "kin.neighbour",
        frozenset({"隣人", "隣", "お隣", "隣家", "隣の人", "近所", "ご近所", "近所の人", "neighbour", "neighbor"}),
    ),
    ("kin.welfare_commissioner", frozenset({"民生委員", "民生児童委員"})),
    ("kin.care_manager", frozenset({"ケアマネジャー", "ケアマネージャー", "ケアマネ", "担当ケアマネジャー"})),
    ("kin.home_helper", frozenset({"ヘルパー", "ホームヘルパー", "介護ヘルパー"})),
)
"""The plain word by which a relation is registered, and the polite one for it (夫: ご主人)."""

_TAKES_SAN = frozenset(
    {
        "長女",
        "次女",
        "三女",
        "長男",
        "次男",
        "三男",
        "孫娘",
        "大家",
        "会長",
        "町内会長",
        "自治会長",
        "区長",
        "班長",
        "組長",
    }
)
"""Words that さん makes polite; it does so with few, and 夫さん is none."""

_SOMEBODY, _POLITE_SOMEBODY = "の人", "の方"
_HONORIFICS = ("さん", "ちゃん", "くん", "君", "様", "さま")


def meant(understood: Understanding | None, followed: tuple[Followed, ...]) -> tuple[Followed, ...]:
    """Those whom the words for people can mean. Without any: all. Several: the asker must choose. None: nobody."""
    words = understood.people if understood else ()
    if understood is None or not words:
        return followed
    by_name = understood.named(SlotKind.PERSON)
    return tuple(each for each in followed if each.person.id in by_name or any(_names(word, each) for word in words))


def _names(word: str, followed: Followed) -> bool:
    plain = _without_honorific(word)
    if followed.back is not None and followed.back.label and plain == _without_honorific(followed.back.label):
        return True
    if plain and plain in _name_parts(followed.person.name):
        return True
    return any(
        followed.relation.label in labels and followed.person.sex is sex and word in words
        for labels, sex, words in _BY_RELATION
    )


def _without_honorific(word: str) -> str:
    return next((word[: -len(each)] for each in _HONORIFICS if word.endswith(each) and word != each), word)


def _name_parts(name: str) -> set[str]:
    """会津 花子: the whole, the family name, the given name."""
    parts = name.replace("　", " ").split()
    return {name, "".join(parts), *parts}


def polite(label: str) -> Text | None:
    """What to call the relation of somebody in front of them: 夫 is ご主人. None where no polite word is known."""
    plain = _without_honorific(label)
    for key, words in _BY_WORD:
        if label in words or plain in words:
            return text(key)
    if plain in _TAKES_SAN:
        return text("kin.with_san", word=plain)
    if label.endswith(_SOMEBODY):
        return text("kin.as_registered", word=label.removesuffix(_SOMEBODY) + _POLITE_SOMEBODY)
    return text("kin.as_registered", word=label) if plain != label or label.endswith(_POLITE_SOMEBODY) else None


def third(label: str, kind: RelationKind) -> Text:
    """What to call the relation of somebody in front of another one around them: 娘さん, never 「あなたの娘さん」.

    No name: that is not the person's to give away.
    """
    word = polite(label) if kind is RelationKind.FAMILY else None
    if word is None:
        return text("theirs.family" if kind is RelationKind.FAMILY else "theirs.supporter")
    return Text(f"theirs.{word.key.removeprefix('kin.')}", word.args)


def word_for(followed: Followed) -> Text | None:
    """The polite word for what the person is to the asker (母: お母さん), where the relations tell it."""
    if followed.back is not None and (word := polite(followed.back.label)) is not None:
        return word
    return next(
        (
            text(_PARENTS[words])
            for labels, sex, words in _BY_RELATION
            if words in _PARENTS and followed.relation.label in labels and followed.person.sex is sex
        ),
        None,
    )


def name_of(followed: Followed) -> Text:
    """お母さん(会津 花子さん), as the asker calls them."""
    word = word_for(followed)
    if word is None:
        return text("family.name", name=followed.person.name)
    return text("family.name_with_word", word=word, name=followed.person.name)
