"""The extraction engines by name."""

from __future__ import annotations

from collections.abc import Callable

from tasks.extract.chat.settings import ChatSettings
from tasks.extract.engine import Engine
from tasks.extract.rules_engine import RulesEngine


class UnknownEngineError(ValueError):
    """No engine has that name."""


def load_engine(name: str = "joint", chat: ChatSettings | None = None) -> Engine:
    """A new engine of that name; `chat` is what the chat engine is told. Raises UnknownEngineError, which names the
    known ones.
    """
    if name not in _ENGINES:
        raise UnknownEngineError(
            f"no extraction engine is called {name!r}; known engines: {', '.join(sorted(_ENGINES))}"
        )
    return _ENGINES[name](chat)


def _chat(settings: ChatSettings | None) -> Engine:
    from tasks.extract.chat.engine import ChatEngine  # noqa: PLC0415 (brings an HTTP client, which few need)

    return ChatEngine(settings or ChatSettings(base_url="", model=""))  # which says what is missing


def _joint(settings: ChatSettings | None) -> Engine:
    from tasks.extract.joint_engine import JointEngine  # noqa: PLC0415 (brings the encoder, which takes memory)

    del settings
    return JointEngine()


_ENGINES: dict[str, Callable[[ChatSettings | None], Engine]] = {
    "joint": _joint,
    "rules": lambda _: RulesEngine(),
    "chat": _chat,
}
