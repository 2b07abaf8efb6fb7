"""What somebody gets in the place of a letter that waited and may not go any more.

It names nobody and does not say why: that somebody took a consent back is nobody else's business. It says that silence
is no answer, and to ask again: then what may be shown now is decided anew.
"""

from bot.core.replies import Reply, Say, text


def words_instead() -> tuple[Reply, ...]:
    return (Say(text("withheld.instead")),)
