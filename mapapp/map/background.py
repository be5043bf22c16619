"""Online tiles that a reader may switch on: what they are asked from, and whom they are owed to."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Tiles:
    """Pictures of a map from a server: asked once the reader agreed, and replaced by the drawn map when it fails."""

    address: str
    """With {z}, {x} and {y}, as Leaflet has them."""
    attribution: str
    """Plain text, shown as long as the tiles are."""
    name: str = "online tiles"
    """In the list of backgrounds."""

    def __post_init__(self) -> None:
        missing = [sign for sign in ("{z}", "{x}", "{y}") if sign not in self.address]
        if missing or not self.address.startswith(("https://", "http://")):
            raise ValueError(
                f"{self.address!r} is no address of tiles: write one such as "
                "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
            )

    def options(self) -> dict[str, str]:
        """As the browser takes it."""
        return asdict(self)


OPENSTREETMAP = Tiles(
    "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors (ODbL)", "OpenStreetMap tiles"
)
