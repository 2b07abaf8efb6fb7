"""Whole numbers as spans, so that a million missing rows are two numbers. Pure."""

from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""First and last, both in it."""


def joined(spans: Iterable[Span]) -> list[Span]:
    """In order, none touching another."""
    done: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if done and first <= done[-1][1] + 1:
            done[-1] = (done[-1][0], max(done[-1][1], last))
        else:
            done.append((first, last))
    return done


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of the spans."""
    cuts = joined(taken)
    return [rest for span in joined(spans) for rest in _rests(span, cuts)]


def _rests(span: Span, cuts: list[Span]) -> Iterator[Span]:
    first, last = span
    for begin, end in cuts:
        if end < first or begin > last:
            continue
        if begin > first:
            yield first, begin - 1
        first = end + 1
    if first <= last:
        yield first, last
