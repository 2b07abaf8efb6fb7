"""Which engine understands free text."""

from bot.core.understanding import Interpreter
from nlu.embedded import EmbeddedInterpreter
from nlu.lexicon.loading import load_lexicon


def interpreter() -> Interpreter:
    """The embedded engine; the lexicon is read once."""
    return EmbeddedInterpreter(load_lexicon())
