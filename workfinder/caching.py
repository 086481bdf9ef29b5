"""The cache on Redis: while Redis is away it is empty and keeps nothing, and no page waits."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends import redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# After a failure Redis isn't asked for so long, or each page would wait for it anew.
PAUSE_SECONDS = 5


class Client(redis.RedisCacheClient):
    """Answers for a Redis that is away as one that is empty."""

    # Of all threads together, each of which has a client of its own.
    asked_again_at = 0.0

    def _try(self, deed: Callable[..., Any], *words: Any, otherwise: Any) -> Any:
        if time.monotonic() < self.asked_again_at:
            return otherwise
        try:
            return deed(*words)
        except RedisError as error:
            type(self).asked_again_at = time.monotonic() + PAUSE_SECONDS
            logger.warning("Redis is away, so nothing is kept in the cache: %s", error)
            return otherwise

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        """Without Redis nobody has added it before."""
        return bool(self._try(super().add, key, value, timeout, otherwise=True))

    def get(self, key: Any, default: Any) -> Any:
        """Without Redis there is nothing."""
        return self._try(super().get, key, default, otherwise=default)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        """Without Redis it isn't kept."""
        self._try(super().set, key, value, timeout, otherwise=None)

    def delete(self, key: Any) -> bool:
        """Without Redis there is nothing."""
        return bool(self._try(super().delete, key, otherwise=False))


class RedisCache(redis.RedisCache):
    """Django's, with such a client; what isn't used here is left as it is."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
