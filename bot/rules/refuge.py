"""Where somebody is who went elsewhere than to a shelter, read from a few plain signs in their own words."""

import re

from bot.core.reports import Refuge

_SIGNS = (
    (Refuge.CAR, re.compile(r"車中|車(?:の中|内|で|に|です)|くるま|\b(?:car|van)\b", re.IGNORECASE)),
    (Refuge.HOTEL, re.compile(r"ホテル|旅館|宿(?:に|で)|\b(?:hotel|inn)\b", re.IGNORECASE)),
    (
        Refuge.KIN,
        re.compile(
            r"(?:親戚|親せき|親類|実家|知人|知り合い|友人|友達|友だち|ともだち|娘|息子|姉|妹|兄|弟|おじ|おば)(?:の(?:家|うち|ところ|所))?"
            r"(?:に|で|へ|です)|\b(?:relatives?|friend|daughter|son|sister|brother)'?s?\b",
            re.IGNORECASE,
        ),
    ),
    (Refuge.UPSTAIRS, re.compile(r"(?:2|2|二|3|3|三)階|上の階|upstairs|(?:second|upper) floor", re.IGNORECASE)),
)
_NO_CAR = re.compile(r"車(?:いす|椅子)|救急車|消防車|自転車|電車")


def refuge_in(words: str) -> Refuge | None:
    """The first that fits; None where nothing says it."""
    plain = _NO_CAR.sub("", words)
    return next((refuge for refuge, sign in _SIGNS if sign.search(plain)), None)
