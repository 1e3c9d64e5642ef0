from __future__ import annotations

import asyncio

import pytest

from assistant.channels.slack.lanes import Lanes


def test_a_lane_goes_by_order_and_not_by_arrival() -> None:
    async def main() -> list[str]:
        lanes, done = Lanes(), []

        async def work(order: str) -> None:
            async with lanes.turn("thread", order):
                await asyncio.sleep(0.01)
                done.append(order)

        await asyncio.gather(*(work(order) for order in ("1", "4", "2", "3")))
        await lanes.emptied(0)
        return done

    assert asyncio.run(main()) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("cancelled", [1, 2])
def test_who_gives_up_waiting_holds_nobody_up(cancelled: int) -> None:
    async def main() -> list[int]:
        lanes, done = Lanes(), []

        async def work(number: int) -> None:
            async with lanes.turn("thread", str(number)):
                await asyncio.sleep(0.01)
                done.append(number)

        tasks = [asyncio.create_task(work(number)) for number in range(4)]
        await asyncio.sleep(0)
        tasks[cancelled].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return done

    assert asyncio.run(main()) == [number for number in range(4) if number != cancelled]
