"""The Leaflet map: circles for districts, dots for people and sites. It needs no tiles and asks nobody for anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from math import sqrt
from typing import Any

from nicegui import ui
from nicegui.elements.leaflet.leaflet_layer import Layer

from admin import words
from admin.on_map import Area, CityMap, Pin, Site, Tone
from admin.pages.elements import tag
from admin.parts import Tiles
from bot.core.understanding import Condition

_INK = "#16202c"


@dataclass(frozen=True, slots=True)
class Looks:
    """A tone in words, and as a circle: the same on the map and in its legend."""

    meaning: str
    fill: str
    edge: str = _INK
    width: int = 2
    dashed: bool = False


TONE: Mapping[Tone, Looks] = {
    Tone.RESCUE: Looks("要救助の人がいる", "#d3222a", width=5),
    Tone.INJURED: Looks("けがの人がいる", "#e8962a", width=3),
    Tone.SILENT: Looks("半数以上が未回答", "#2b3f58"),
    Tone.WELL: Looks("半数以上が回答", "#a5dcb8", "#1b6a3c"),
    Tone.NOBODY: Looks("たずねていない", "#ffffff", "#465464", dashed=True),
}
"""Each also as a grey of its own, for whoever does not see colours."""
SITE = "#14457c"
_PIN = {Condition.NEEDS_RESCUE: Tone.RESCUE, Condition.INJURED: Tone.INJURED, Condition.SAFE: Tone.WELL}
_SMALLEST, _LARGEST = 16, 46
_CLOSEST = 15

Drawn = tuple[str, tuple[float, float], Mapping[str, Any], str, str]
"""Kind of layer, where, its looks, the words beside it, the words of its popup."""


@dataclass(slots=True)
class _Laid:
    drawn: Drawn
    layer: Layer


class LeafletMap:
    """Draws once the browser has the map; `update` may be called before."""

    def __init__(self, tiles: Tiles) -> None:
        self._laid: dict[str, _Laid] = {}
        self._is_fitted = False
        self._tiles = tiles
        self._has_tiles = False
        with tag("div", classes="map-ground"):
            self._map = ui.leaflet(
                options={"zoomControl": False, "attributionControl": False, "zoomSnap": 0.25}
            ).classes("map")
        self._map.clear_layers()  # NiceGUI begins with tiles of its own choice
        self._map.generic_layer(name="control.zoom", args=[{"zoomInTitle": "近づく", "zoomOutTitle": "遠ざかる"}])
        if tiles.attribution and tiles.address:
            self._map.generic_layer(name="control.attribution", args=[{"prefix": False}])

    def update(self, city: CityMap, pins: tuple[Pin, ...]) -> None:
        if not self._map.is_initialized:
            return
        wanted = dict(_wanted(city, pins))
        for gone in self._laid.keys() - wanted.keys():
            self._map.remove_layer(self._laid.pop(gone).layer)
        for key, drawn in wanted.items():
            self._lay(key, drawn)
        self._fit([drawn[1] for drawn in wanted.values()])

    def forget_view(self) -> None:
        """Another incident: the next update shows all of it."""
        self._is_fitted = False

    def _lay(self, key: str, drawn: Drawn) -> None:
        laid = self._laid.get(key)
        if laid is not None and laid.drawn == drawn:
            return
        if laid is not None and laid.drawn[:2] == drawn[:2]:
            laid.drawn = drawn
            layer = laid.layer
            layer.run_method("setStyle", drawn[2])
            layer.run_method("setRadius", drawn[2]["radius"])
            layer.run_method("setPopupContent", drawn[4])
            if drawn[3]:
                layer.run_method("setTooltipContent", drawn[3])
            return
        if laid is not None:
            self._map.remove_layer(laid.layer)
        self._laid[key] = _Laid(drawn, self._new(drawn))

    def _new(self, drawn: Drawn) -> Layer:
        kind, where, looks, beside, popup = drawn
        layer = self._map.generic_layer(name=kind, args=[list(where), dict(looks)])
        layer.run_method("bindPopup", popup)
        if beside:
            below = {"direction": "bottom", "offset": [0, looks["radius"]]}
            layer.run_method("bindTooltip", beside, {"permanent": True, "className": "on-map", **below})
        return layer

    def _fit(self, points: list[tuple[float, float]]) -> None:
        if self._is_fitted or not points:
            return
        self._is_fitted = True
        latitudes, longitudes = [each[0] for each in points], [each[1] for each in points]
        corners = [[min(latitudes), min(longitudes)], [max(latitudes), max(longitudes)]]
        self._map.run_map_method("fitBounds", corners, {"padding": [50, 50], "maxZoom": _CLOSEST, "animate": False})
        self._lay_tiles()

    def _lay_tiles(self) -> None:
        """Only once the city is in view: before, the browser would ask for those of 0°N 0°E."""
        if self._tiles.address and not self._has_tiles:
            self._has_tiles = True
            options = {"attribution": escape(self._tiles.attribution), "maxZoom": 18}
            self._map.tile_layer(url_template=self._tiles.address, options=options)


def _wanted(city: CityMap, pins: tuple[Pin, ...]) -> Iterator[tuple[str, Drawn]]:
    """Districts below, sites above them, people on top."""
    for area in city.areas:
        if area.latitude is not None and area.longitude is not None:
            yield f"area {area.id}", _area(area, (area.latitude, area.longitude))
    for number, site in enumerate(city.sites):
        yield f"site {number}", _site(site)
    for number, pin in enumerate(pins):
        if pin.spot.latitude is not None and pin.spot.longitude is not None:
            yield f"pin {number}", _pin(pin, (pin.spot.latitude, pin.spot.longitude))


def _area(area: Area, where: tuple[float, float]) -> Drawn:
    counts = area.counts
    tone = TONE[area.tone]
    looks = {
        "radius": min(_LARGEST, _SMALLEST + sqrt(counts.asked)),
        "color": tone.edge,
        "weight": tone.width,
        "dashArray": "5 4" if tone.dashed else "",
        "fillColor": tone.fill,
        "fillOpacity": 1,
    }
    figure = {
        Tone.RESCUE: f"要救助 {counts.needs_rescue}",
        Tone.INJURED: f"けが {counts.injured}",
        Tone.NOBODY: tone.meaning,
    }
    beside = f"{escape(area.name)}<br>{figure.get(area.tone, f'未回答 {counts.silent}')}"
    lines = (
        ("たずねた人", counts.asked),
        ("回答あり", counts.answered),
        ("要救助", counts.needs_rescue),
        ("けが", counts.injured),
        ("無事", counts.safe),
        ("避難所", counts.evacuated),
        ("未回答", counts.silent),
    )
    rows = "".join(f"<tr><th>{label}</th><td>{number:,}</td></tr>" for label, number in lines)
    popup = f'<strong>{escape(area.name)}</strong><table class="popup">{rows}</table>'
    return ("circleMarker", where, looks, beside, popup)


def _site(site: Site) -> Drawn:
    looks = {"radius": 6, "color": "#fff", "fillColor": SITE, "weight": 2, "fillOpacity": 1}
    return ("circleMarker", (site.latitude, site.longitude), looks, "", f"避難先: {escape(site.name)}")


def _pin(pin: Pin, where: tuple[float, float]) -> Drawn:
    colour = TONE[_PIN.get(pin.condition, Tone.SILENT) if pin.condition else Tone.SILENT].fill
    is_loud = pin.condition is Condition.NEEDS_RESCUE
    looks = {"radius": 9 if is_loud else 6, "color": _INK, "fillColor": colour, "weight": 2, "fillOpacity": 1}
    state = words.CONDITION[pin.condition] if pin.condition else "安否はまだ"
    told = f"<br>{escape(pin.spot.words)}" if pin.spot.words else ""
    return ("circleMarker", where, looks, "", f"<strong>{state}</strong>{told}<br>だれかは安否ボードで")
