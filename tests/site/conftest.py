"""A real browser for the pages of the docs."""

from tests.journeys.browsing import browser

__all__ = ["browser"]
