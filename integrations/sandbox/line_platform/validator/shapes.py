"""Objects: which fields an object has, which of them it must have, and rules between them. Typos are refused."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from integrations.sandbox.line_platform.validator.checks import Check, Problem, one_of

Rule = Callable[[Mapping[str, Any], str], Iterator[Problem]]


def inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


@dataclass(frozen=True, slots=True)
class Shape:
    """`rules` run only where every single field is sound, so they may trust the types."""

    fields: Mapping[str, Check]
    required: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()

    def __call__(self, value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("Must be an object", path)
            return
        found = [*self._missing(value, path), *self._of_fields(value, path)]
        yield from found
        if not found:
            for rule in self.rules:
                yield from rule(value, path)

    def _missing(self, value: Mapping[str, Any], path: str) -> Iterator[Problem]:
        for name in sorted(self.required - value.keys()):
            yield Problem("May not be empty", inside(path, name))

    def _of_fields(self, value: Mapping[str, Any], path: str) -> Iterator[Problem]:
        for name, item in value.items():
            check = self.fields.get(name)
            if check is None:
                yield Problem("unknown field", inside(path, name))
            else:
                yield from check(item, inside(path, name))


def shape(fields: Mapping[str, Check], *required: str, rules: tuple[Rule, ...] = ()) -> Shape:
    return Shape(fields, frozenset(required), rules)


@dataclass(frozen=True, slots=True)
class Union:
    """One of several shapes, told apart by the field `type`."""

    shapes: Mapping[str, Shape]

    def __call__(self, value: Any, path: str) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        chosen = self.shapes.get(kind) if isinstance(kind, str) else None
        if chosen is not None:
            yield from chosen(value, path)
        elif not isinstance(value, dict):
            yield Problem("Must be an object", path)
        else:
            yield from one_of(*self.shapes)(kind, inside(path, "type"))


def union(shapes: Mapping[str, Shape]) -> Union:
    """Adds the field `type` to every shape, required, so that tables need not repeat it."""
    return Union(
        {
            kind: Shape({"type": one_of(kind), **known.fields}, known.required | {"type"}, known.rules)
            for kind, known in shapes.items()
        }
    )


def only(check: Union, *kinds: str) -> Union:
    """The same union, narrowed to some of its kinds."""
    return Union({kind: check.shapes[kind] for kind in kinds})
