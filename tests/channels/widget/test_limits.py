from __future__ import annotations

from assistant.channels.web.widget.limits import DAY, MINUTE, Limiter, Quota


class Clock:
    now = 1_800_000_000.0  # begins a minute, and is hours into a day

    def __call__(self) -> float:
        return self.now


def test_a_quota_is_used_up_and_comes_back_with_the_next_window() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    quota = [Quota("a", 2, MINUTE)]
    assert [limiter.take(quota) for _ in range(3)] == [None, None, 61]
    clock.now += 59
    assert limiter.take(quota) == 2
    clock.now += 1
    assert limiter.take(quota) is None


def test_each_key_has_its_own_count() -> None:
    limiter = Limiter(Clock())
    assert limiter.take([Quota("a", 1, MINUTE)]) is None
    assert limiter.take([Quota("b", 1, MINUTE)]) is None
    assert limiter.take([Quota("a", 1, MINUTE)]) is not None


def test_what_one_quota_refuses_counts_against_no_other() -> None:
    limiter = Limiter(Clock())
    small, large = Quota("a", 1, MINUTE), Quota("all", 2, DAY)
    assert limiter.take([small, large]) is None
    assert limiter.take([small, large]) is not None
    assert limiter.take([Quota("b", 1, MINUTE), large]) is None


def test_the_wait_is_that_of_the_longest_window_that_is_used_up() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    quotas = [Quota("a", 1, MINUTE), Quota("a", 1, DAY)]
    limiter.take(quotas)
    wait = limiter.take(quotas)
    assert wait == int(DAY - clock.now % DAY) + 1
