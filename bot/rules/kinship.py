"""Whom a person means by 母, お父さん, 佐藤さん: found among those they follow, never guessed."""

from bot.core.people import Sex
from bot.core.replies import Text, text
from bot.core.requests import Followed

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

_HONORIFICS = ("さん", "ちゃん", "くん", "君", "様", "さま")


def meant(words: tuple[str, ...], followed: tuple[Followed, ...]) -> tuple[Followed, ...]:
    """Those whom the words can mean. Without words: all. Several: the asker must choose. None: nobody."""
    if not words:
        return followed
    return tuple(each for each in followed if any(_names(word, each) for word in words))


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


def word_for(followed: Followed) -> str | None:
    """The asker's own word for the person (母), where the relations tell it."""
    if followed.back is not None and followed.back.label:
        return followed.back.label
    short = {_MOTHER: "お母さん", _FATHER: "お父さん", _GRANDMOTHER: "おばあさん", _GRANDFATHER: "おじいさん"}
    return next(
        (
            short[words]
            for labels, sex, words in _BY_RELATION
            if words in short and followed.relation.label in labels and followed.person.sex is sex
        ),
        None,
    )


def name_of(followed: Followed) -> Text:
    """お母さん(会津 花子さん), as the asker calls them."""
    word = word_for(followed)
    if word is None:
        return text("family.name", name=followed.person.name)
    return text("family.name_with_word", word=word, name=followed.person.name)
