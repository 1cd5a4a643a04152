"""Keeping to Slack's pace: about one message a second for each conversation."""

from time import sleep

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# "1 message per second per channel", where Slack lets a short burst pass.
_BURST = RateLimitItemPerSecond(3, 3)
_LOOK_AGAIN_SECONDS = 0.05


class Pace:
    """Has posts to one conversation wait their turn; other conversations do not."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, channel: str) -> None:
        """Return when a message may be posted, after three seconds at the latest."""
        while not self._limiter.hit(_BURST, channel):
            sleep(_LOOK_AGAIN_SECONDS)
