"""Matrix products on one thread: the network's are so small that further threads do nothing but wait for each other."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import numpy as np  # noqa: F401 - loaded here, so that the controller finds its BLAS, and scipy's
import scipy.linalg.blas  # noqa: F401
from threadpoolctl import ThreadpoolController


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


class _OneThread:
    """A context in which BLAS uses one thread: its state is how many calls are in it, and the limits to go back to.

    The number of threads belongs to the process, so calls at the same time share the context, and the last one to leave
    restores what the first one found.

    Examples
    --------
    >>> with one_blas_thread:
    ...     sorted({library["num_threads"] for library in _controller().info() if library["user_api"] == "blas"})
    [1]
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._limit = _controller().limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._limit.restore_original_limits()


one_blas_thread = _OneThread()
