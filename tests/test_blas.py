"""Labelling holds BLAS to one thread, and leaves the process as it was."""

from contextlib import ExitStack

import pytest
import scipy.linalg.blas  # noqa: F401 - its threads are to be limited too
from threadpoolctl import threadpool_info, threadpool_limits

from framing.attributing.blas import one_blas_thread
from framing.label import label


def threads():
    """How many threads each BLAS library of this process uses. Some, as Apple's, do not let it be told or set."""
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


@pytest.fixture
def three():
    """Three threads for each library, whatever the machine has."""
    with threadpool_limits(3, user_api="blas"):
        yield threads()


def test_labelling_uses_one_blas_thread(article, three):
    seen = []
    label(article("“It rained,” Ada Orr said."), progress=lambda *_: seen.append(threads()))
    assert seen == [[1] * len(three)]


def test_after_labelling_blas_has_its_threads_again(article, three):
    label(article("“It rained,” Ada Orr said."))
    assert threads() == three


def test_after_labelling_that_failed_blas_has_its_threads_again(article, three):
    def fail(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        label(article("“It rained,” Ada Orr said."), progress=fail)
    assert threads() == three


def test_calls_at_the_same_time_keep_to_one_thread_until_the_last_one_ends(three):
    first, second = ExitStack(), ExitStack()
    first.enter_context(one_blas_thread)
    second.enter_context(one_blas_thread)
    first.close()
    between = threads()
    second.close()
    assert (between, threads()) == ([1] * len(three), three)
