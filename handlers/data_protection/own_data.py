"""What is held about whoever asks: `/ect mydata`, and the two files."""

from bot.ports.bundle import Ports
from bot.ports.files import SharedFile
from bot.ports.messenger import NotSent
from bot.results.data_protection.own_data import OwnData
from bot.usecases.data_protection.own_data import own_data
from bot.views.data_protection.own_data import (
    HANDED_OVER,
    as_json,
    as_text,
    handed_over,
    not_sent,
    summary,
    summary_page,
    without_words,
    words_page,
)
from bot.views.kernel import ids
from handlers.calls import Call, Later, Reply
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the button that hands everything over."""
    listening.action(
        ids.OPEN_MY_DATA,
        lambda _call: Later(lambda call: summary_page(own_data(ports, call.actor))),
    )
    listening.action(
        ids.HAND_OVER,
        lambda _call: Later(
            lambda call: _hand_over(
                ports, call, without_words(own_data(ports, call.actor))
            )
        ),
    )
    listening.action(
        ids.HAND_OVER_ALL,
        lambda _call: Later(
            lambda call: _hand_over(ports, call, own_data(ports, call.actor))
        ),
    )
    listening.action(
        ids.SHOW_WORDS,
        lambda _call: Later(lambda call: words_page(own_data(ports, call.actor))),
    )


def mydata(ports: Ports, _call: Call, _text: str) -> Reply:
    """Answer `/ect mydata`; looking through everything can take a moment."""
    return Later(lambda call: summary(own_data(ports, call.actor)))


def _hand_over(ports: Ports, call: Call, own: OwnData) -> Reply:
    files = [
        SharedFile("what-i-hold.txt", "What ECT Bot holds about you", as_text(own)),
        SharedFile("what-i-hold.json", "The same, as data", as_json(own)),
    ]
    try:
        ports.files.share(
            call.actor.team, call.actor.person, files, sentence=HANDED_OVER
        )
    except NotSent:
        return not_sent()
    return handed_over()
