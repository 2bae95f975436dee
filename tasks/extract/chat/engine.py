"""The chat engine: asks a model about one page, checks what it says, and gives what the page bears out."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from schemas.stages import CleanPage
from tasks.extract.chat.budget import TokenBudget
from tasks.extract.chat.cache import ReplyCache, cache_key
from tasks.extract.chat.claims import LeftOut, claims_in
from tasks.extract.chat.client import ChatClient
from tasks.extract.chat.key import ApiKey
from tasks.extract.chat.prompt import Message, about, prompt_digest, question, repair
from tasks.extract.chat.protocol import Completion
from tasks.extract.chat.reply import NotAReplyError, PageSaid, read_reply, reply_schema
from tasks.extract.chat.settings import ChatSettings
from tasks.extract.engine import EngineStoppedError, PageClaims, PageNotReadError
from tasks.extract.language.document import Document

VERSION = "chat-1"
# So many pages in a row that got no answer are the server's trouble, not the pages'
PAGES_WITHOUT_ANSWER = 5
# A reply that broke off is asked for once more, this much longer
_LONGER = 2
# Of a broken reply, what is shown to the model again
_LONGEST_BROKEN = 4_000

log = logging.getLogger("demarche.chat")


class ChatEngine:
    """Reads pages by a model behind an OpenAI-compatible endpoint. Threads may share it."""

    def __init__(
        self, settings: ChatSettings, key: ApiKey | None = None, pause: Callable[[float], None] = time.sleep
    ) -> None:
        """`key` None takes the one in the environment.

        Raises:
            ChatSettingsError: a setting is missing or unsafe.
        """
        self._settings = settings.checked()
        self._key = ApiKey.from_environment() if key is None else key
        self._cache = ReplyCache(settings.cache_dir)
        budget = TokenBudget(settings.token_budget, settings.ledger)
        self._client = ChatClient(self._settings, self._key, reply_schema(), budget, pause)
        self._lock = threading.Lock()
        self._without_answer = 0
        self._stopped: EngineStoppedError | None = None
        self.version = f"{VERSION} {self._settings.model}"

    def read(self, page: CleanPage) -> PageClaims:
        """See Engine."""
        key = cache_key(self._settings.identity, prompt_digest(), about(page))
        kept = self._cache.get(key)
        said = _readable(kept)
        if said is None:
            reply, said = self._ask(page)
            self._cache.put(key, reply)
        claims, left_out = claims_in(said, Document.of(page), self.version)
        _tell(left_out)
        return claims

    def close(self) -> None:
        """Ends the connections that were kept open."""
        self._client.close()

    def _ask(self, page: CleanPage) -> tuple[str, PageSaid]:
        """A reply that can be read, and what it says."""
        if self._stopped is not None:
            raise EngineStoppedError(str(self._stopped), self._stopped.may_pass)
        deadline = time.monotonic() + self._settings.page_seconds
        try:
            answered = self._reply(page, deadline)
        except EngineStoppedError as stop:
            self._stopped = stop
            raise
        except PageNotReadError as error:
            self._note_failure(error)
            raise
        self._without_answer = 0
        return answered

    def _reply(self, page: CleanPage, deadline: float) -> tuple[str, PageSaid]:
        reply = self._whole_reply(question(page), deadline)
        try:
            return reply, read_reply(reply)
        except NotAReplyError as error:
            problem = str(error)
        reply = self._whole_reply(repair(page, reply[:_LONGEST_BROKEN], problem), deadline)
        try:
            return reply, read_reply(reply)
        except NotAReplyError as error:
            raise PageNotReadError(
                f"the model's reply is no JSON by the schema, asked twice: {error}. Another model may do better."
            ) from None

    def _whole_reply(self, messages: list[Message], deadline: float) -> str:
        """What the model said, to its end."""
        for max_tokens in (self._settings.max_tokens, self._settings.max_tokens * _LONGER):
            completion: Completion = self._client.ask(messages, max_tokens, deadline)
            if not completion.is_truncated:
                return completion.content
        raise PageNotReadError(
            f"the model's reply broke off at {max_tokens:,} tokens. "
            "Raise chat_max_tokens, or the server's context length."
        )

    def _note_failure(self, error: PageNotReadError) -> None:
        with self._lock:
            self._without_answer = self._without_answer + 1 if error.ask_again else 0
            if self._without_answer >= PAGES_WITHOUT_ANSWER:
                self._stopped = EngineStoppedError(
                    f"{self._without_answer} pages in a row got no answer; the last: {error}. "
                    "Run the same command again when the server is well: what was answered is kept.",
                    may_pass=True,
                )
                raise self._stopped from None

    def __repr__(self) -> str:
        return f"<ChatEngine {self.version!r} at {self._client!r}, {self._key!r}>"


def _readable(reply: str | None) -> PageSaid | None:
    if reply is None:
        return None
    try:
        return read_reply(reply)
    except NotAReplyError:
        return None


def _tell(left_out: LeftOut) -> None:
    if not left_out.rows and not left_out.values:
        return
    rules: dict[str, int] = {}
    for row in left_out.rows:
        rules[row.rule] = rules.get(row.rule, 0) + 1
    rows = ", ".join(f"{count} by {rule}" for rule, count in sorted(rules.items())) or "none"
    values = ", ".join(f"{count} {name}" for name, count in sorted(left_out.values.items())) or "none"
    log.info("%s: not let in of the model's reply: rows %s; values %s", left_out.page.source_id, rows, values)
