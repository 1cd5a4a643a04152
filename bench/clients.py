"""Many clients at once, in a process of their own: prints the 99th percentile in ms."""

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

from bench.commands import logged, signed

AT_ONCE = 32
FIRST, REQUESTS = 400, 640


def main() -> None:
    """Send the commands and print."""
    url = sys.argv[1]
    times: list[float] = []

    def send(number: int) -> None:
        request = Request(url, *signed(number, logged(number)))  # noqa: S310 - loopback
        began = time.perf_counter()
        with urlopen(request) as answer:  # noqa: S310 - loopback
            assert b"Logged" in answer.read()
        times.append(time.perf_counter() - began)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(send, range(FIRST, FIRST + REQUESTS)))
    print(round(statistics.quantiles(times, n=100)[98] * 1000, 1))


if __name__ == "__main__":
    main()
