"""News reports in, a map that you can scrub through time, and check, out: `from mapapp import read, event_map`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mapapp.library import Readings, event_map, read

__all__ = ["Readings", "event_map", "read"]


def __getattr__(name: str) -> Any:
    """Load the library when something of it is asked for: `import mapapp` alone costs nothing."""
    if name in __all__:
        from mapapp import library

        return getattr(library, name)
    raise AttributeError(f"module 'mapapp' has no attribute {name!r}")
