"""The extraction engines by name."""

from __future__ import annotations

from collections.abc import Callable

from tasks.extract.engine import Engine
from tasks.extract.rules_engine import RulesEngine


class UnknownEngineError(ValueError):
    """No engine has that name."""


def load_engine(name: str = "rules") -> Engine:
    """A new engine of that name. Raises UnknownEngineError, which names the known ones."""
    if name not in _ENGINES:
        raise UnknownEngineError(
            f"no extraction engine is called {name!r}; known engines: {', '.join(sorted(_ENGINES))}"
        )
    return _ENGINES[name]()


_ENGINES: dict[str, Callable[[], Engine]] = {"rules": RulesEngine}
