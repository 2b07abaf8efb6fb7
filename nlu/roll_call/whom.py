"""Whom an item means: names, houses, a block, all but some, or so many whom nobody named."""

from bot.core.gazetteer import Slot
from bot.core.sightings import Block, ByName, Count, House, Rest, Unnamed, Whom
from nlu.normalisation import Normalised
from nlu.roll_call.item import Item
from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece
from nlu.roll_call.residents import Register

_PARTICLES = "、。はがもとの"


class Addressing:
    """One message's pieces as people, houses and blocks."""

    def __init__(self, normalised: Normalised, register: Register) -> None:
        self._normalised = normalised
        self._register = register

    def blocks(self, item: Item) -> tuple[Block, ...]:
        return tuple(block for piece in item.blocks for block in self._of_piece(piece))

    def _of_piece(self, piece: Piece) -> tuple[Block, ...]:
        found = []
        for name in piece.blocks:
            words = self._words(piece) if len(piece.blocks) == 1 else name
            found.append(Block(words, tuple(each.value for each in self._register.block(name))))
        return tuple(found)

    def meant(self, item: Item, blocks: tuple[Block, ...]) -> list[tuple[Whom, Count | None]]:
        """Each with the number that was told of it."""
        count = next((each.count for each in (item.count, *item.whom) if each and each.mark is not Mark.COUNT), None)
        count = item.count.count if item.count else count
        if item.but is not None:
            return [*self._but(item, blocks, count), *self._named(item)]
        named = self._named(item)
        marks = {each.mark for each in item.whom}
        if Mark.OTHERS in marks and count is not None and len(named) == count.number:
            return named
        if Mark.OTHERS in marks or (Mark.ALL in marks and not named):
            return [*named, *((Rest(block), count) for block in blocks or (None,))]
        if named:
            return [(whom, count if len(named) == 1 else None) for whom, _ in named]
        return self._without_names(item, blocks, count)

    def _without_names(
        self, item: Item, blocks: tuple[Block, ...], count: Count | None
    ) -> list[tuple[Whom, Count | None]]:
        numbers = [each.count for each in item.whom if each.mark is Mark.COUNT] or ([count] if count else [])
        if numbers:
            block = blocks[0] if len(blocks) == 1 else None
            return [(Unnamed(block), number) for number in numbers]
        if item.opens:
            return [(block, None) for block in blocks]
        return [(Unnamed(blocks[0] if len(blocks) == 1 else None), None)]

    def _but(self, item: Item, blocks: tuple[Block, ...], count: Count | None) -> list[tuple[Whom, Count | None]]:
        assert item.but is not None
        names = tuple(whom for each in item.but if (whom := self._one(each)) is not None)
        number = next((each.count for each in item.but if each.mark is Mark.COUNT), None)
        return [(Rest(block, names, number), count) for block in blocks or (None,)]

    def _named(self, item: Item) -> list[tuple[Whom, Count | None]]:
        return [(whom, None) for each in item.whom if (whom := self._one(each)) is not None]

    def _one(self, piece: Piece) -> ByName | House | None:
        words = self._words(piece)
        if piece.mark is Mark.HOUSE:
            return House(words)
        if piece.mark is not Mark.NAME:
            return None
        slots = tuple(Slot(each.kind, words, each.value) for each in piece.named)
        return ByName(words, slots, piece.household, piece.member)

    def _words(self, piece: Piece) -> str:
        return self._normalised.as_written(piece.start, piece.end).strip(_PARTICLES)
