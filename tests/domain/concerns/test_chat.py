"""What a direct message is taken for: in any doubt, something said."""

import string
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.concerns.chat import Commands, Kind, hear
from bot.domain.concerns.typed_lines import WITH_LINES, Typist, is_line
from bot.domain.school.profile import DEFAULT_FOCUS_AREAS
from tests.domain.sessions.lines import NAMES, NOW, TODAY

WORDS = {"status", "contacts", "concern", "concerns", "help", "report", *WITH_LINES}
AT = datetime.combine(TODAY, NOW)
MENTOR = Typist(AT, NAMES, DEFAULT_FOCUS_AREAS)
ECT = Typist(AT, {}, DEFAULT_FOCUS_AREAS)
COMMANDS = Commands(
    frozenset(WORDS), WITH_LINES, lambda word, text: is_line(word, text, MENTOR)
)
TYPED_BY_AN_ECT = replace(COMMANDS, is_line=lambda word, text: is_line(word, text, ECT))
# Words that are nothing but themselves, so that only the worry in a text can matter.
plain_words = st.lists(
    st.sampled_from(["lesson", "week", "Monday", "mentor", "I", "said", "year", "9"]),
    min_size=1,
    max_size=6,
).map(" ".join)
worries = st.sampled_from(
    [
        "hurt",
        "HARM",
        "bullied",
        "disclosed",
        "scared",
        "not safe",
        "self-harm",
        "suicidal",
        "can’t go on",
    ]
)


def kind(text: str) -> Kind:
    return hear(text, COMMANDS).kind


@given(st.text(), st.booleans())
def test_any_text_is_heard_and_kept_whole(text: str, has_files: bool) -> None:  # noqa: FBT001 - drawn
    heard = hear(text, COMMANDS, has_files=has_files)

    assert heard.text == text.strip()
    assert heard.kind in Kind


@given(st.text(string.ascii_letters + string.punctuation + " \n\t", max_size=60))
def test_a_command_is_one_of_those_there_are_and_its_words_are_those_typed(
    text: str,
) -> None:
    heard = hear(text, COMMANDS)

    if heard.kind is Kind.COMMAND:
        assert heard.word in WORDS
        assert text.strip().endswith(heard.rest)
    else:
        assert (heard.word, heard.rest) == ("", "")


@given(st.text())
def test_where_there_are_no_commands_nothing_is_one(text: str) -> None:
    nothing = replace(COMMANDS, words=frozenset())
    assert hear(text, nothing).kind is not Kind.COMMAND


@given(plain_words, worries, plain_words)
def test_words_of_worry_are_noticed_and_decide_nothing_else(
    before: str, worry: str, after: str
) -> None:
    worried = hear(f"{before} {worry} {after}", COMMANDS)
    calm = hear(f"{before} lunch {after}", COMMANDS)

    assert (worried.is_worrying, calm.is_worrying) == (True, False)
    assert worried.kind is calm.kind is Kind.SAID


@given(st.text())
def test_the_words_of_a_message_never_show_in_a_log(text: str) -> None:
    secret = f"{text}Zx9Q"

    assert "Zx9Q" not in repr(hear(secret, COMMANDS))
    assert "Zx9Q" not in repr(hear(f"log {secret}", COMMANDS))


# Commands -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("status", "status", ""),
        ("Status", "status", ""),
        (" status ", "status", ""),
        ("status?", "status", ""),
        ("/ect status", "status", ""),
        ("/ECT Status", "status", ""),
        ("ect status", "status", ""),
        ("ect  status", "status", ""),
        ("ect help", "help", ""),
        ("concerns", "concerns", ""),
        ("Concern.", "concern", ""),
        ("log", "log", ""),
        ("log yesterday 14:00 50m", "log", "yesterday 14:00 50m"),
        ("Log Tue 3pm Behaviour routines", "log", "Tue 3pm Behaviour routines"),
        ("ect log yesterday 14:00", "log", "yesterday 14:00"),
        ("/ect log  yesterday", "log", "yesterday"),
        ("log today 9:00\nfirst line", "log", "today 9:00\nfirst line"),
    ],
)
def test_a_command_is_known_without_its_slash(text: str, word: str, rest: str) -> None:
    heard = hear(text, COMMANDS)

    assert (heard.kind, heard.word, heard.rest) == (Kind.COMMAND, word, rest)


@pytest.mark.parametrize(
    "text",
    [
        "time lost cover",
        "Time got it last week",
        "time meeting 2 Nov",
        "time lost",  # to be asked what took it
        "training 90m yesterday",
        "training 2h on 31 Feb",  # to be told that there is none
        "plan tuesdays 14:00 weekly until july",
        "plan tom fri 9:00",
        "plan tuesday 14:00 wekly",  # to be told what cannot be read
        "dropin today Calm start",
        "dropin @tom yesterday clear instructions",
        "log tuesday he was late, we moved on to questioning",
        "log behaviour routines",
        "log with Tom Example-Reed",
        "log tom yesterday seating plan",
        "log questioning today seating plan",
        "log 31 Feb 14:00",
        "log\nyesterday 14:00",
        "setup another",
        "/ect dropin Calm start",
        "/ect log he was late",
    ],
)
def test_a_line_is_a_command_without_its_slash(text: str) -> None:
    assert kind(text) is Kind.COMMAND


@pytest.mark.parametrize(
    "text",
    [
        "log this please: my head of department humiliated me",
        "log yesterday 14:00 my head of department humiliated me",
        "Log what he did yesterday: he hit me",
        "Log what he did: he hit me",
        "log tuesday 14:00 he touched her",
        "log tom is rude to everybody",
        "log with Tom is hard",
        "log questioning in public again",
        "dropin by the head, no warning",
        "dropin yesterday was awful, I froze",
        "time is all I ask for",
        "Time for a meeting?",
        "time for cover",
        "time lost to this school",
        "time lost cover?",
        "time I had it",
        "training yesterday was useless",
        "training 2h yesterday was humiliating",
        "training for what",
        "plan to leave",
        "plan to leave on Tuesday",
        "plan to meet",
        "Plan for next week is too much for me",
        "plan b",
        "report him",
        "setup is confusing",
    ],
)
def test_what_only_begins_like_a_line_is_something_said(text: str) -> None:
    assert kind(text) is Kind.SAID


@pytest.mark.parametrize("word", sorted(WITH_LINES - {"setup"}))
@given(plain_words, worries, st.sampled_from(["", "14:00 ", "yesterday ", "90m "]))
def test_a_worry_is_never_recorded_however_it_begins(
    word: str, before: str, worry: str, when: str
) -> None:
    assert kind(f"{word} {when}{before} {worry}") is Kind.SAID


@pytest.mark.parametrize("word", ["log", "dropin"])
@given(
    st.sampled_from(["he", "she", "they", "the head"]),
    st.sampled_from(["shouted", "laughed", "was rude", "never came"]),
)
def test_what_an_ect_says_is_no_mentors_note(word: str, who: str, did: str) -> None:
    said = hear(f"{word} yesterday 14:00 {who} {did}", TYPED_BY_AN_ECT)
    bare = hear(f"{word} yesterday 14:00", TYPED_BY_AN_ECT)

    assert (said.kind, said.begins_like) == (Kind.SAID, word)
    assert bare.kind is Kind.COMMAND  # to be told who logs sessions


@pytest.mark.parametrize(
    "text",
    ["training 2 hours of humiliation", "plan tuesday 14:00 to see the union"],
)
def test_a_line_that_cannot_be_read_was_said_by_who_mentors_nobody(text: str) -> None:
    assert hear(text, TYPED_BY_AN_ECT).kind is Kind.SAID


@pytest.mark.parametrize("slash", ["/ect", "/ECT"])
def test_what_stands_behind_the_command_for_a_concern_was_said(slash: str) -> None:
    heard = hear(f"{slash} concern he hit me", COMMANDS)
    assert (heard.kind, heard.text, heard.is_worrying) == (Kind.SAID, "he hit me", True)


@pytest.mark.parametrize(
    "text",
    [
        "Help me, I can't cope",
        "help me",
        "concerns about my mentor",
        "Concern: I have not had my time off timetable",
        "concern about my timetable",
        "status of my training is a mess",
        "contacts with my mentor are rare",
        "hello, I need to talk about something",
        "thanks for nothing",
        "my log is wrong",
        "I would like to log that my mentor never comes",
        "logging is hard",
        "ok but my mentor shouts at me",
        "I am an ECT",
        "ect years are hard",
    ],
)
def test_a_sentence_that_begins_like_a_command_is_something_said(text: str) -> None:
    assert kind(text) is Kind.SAID


# Small talk ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["hi", "Hello!", "hello :wave:", "Good morning 👋", "HEY", "hi there.", "Hi 😊"],
)
def test_a_greeting_is_greeted(text: str) -> None:
    assert kind(text) is Kind.GREETING


@pytest.mark.parametrize(
    "text",
    ["thanks", "Thank you!", "thanks a lot :pray:", "Cheers", "ok", "OK, thanks."],
)
def test_thanks_are_thanks(text: str) -> None:
    assert kind(text) is Kind.THANKS


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "Help!",
        "help please",
        "What can you do?",
        "How does this work?",
        "who are you",
        "ect",
        "/ect",
    ],
)
def test_a_question_about_the_bot_gets_help(text: str) -> None:
    assert kind(text) is Kind.HELP


# No words -----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_nothing_written_is_nothing(text: str) -> None:
    assert kind(text) is Kind.NOTHING


@pytest.mark.parametrize("text", ["😢", ":cry:", ":+1: :tada:", "...", "?", "👩‍🏫"])
def test_only_an_emoji_is_something_said(text: str) -> None:
    assert kind(text) is Kind.SAID


@pytest.mark.parametrize("text", ["", "a voice clip"])
def test_a_file_is_something_said_whatever_is_written_beside_it(text: str) -> None:
    heard = hear(text, COMMANDS, has_files=True)

    assert (heard.kind, heard.has_files) == (Kind.SAID, True)


# Worry --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I am scared of him",
        "a pupil told me that she is being hurt",
        "There are bruises on his arm",
        "I can't go on",
        "I can’t go on",  # as phones write it
        "I cannot go on",
        "I am NOT SAFE here",
        "is this safeguarding?",
        "he touched me",
        "I don't feel safe, it is a threat",
    ],
)
def test_words_of_worry_are_noticed(text: str) -> None:
    assert hear(text, COMMANDS).is_worrying


@pytest.mark.parametrize(
    "text",
    [
        "I never get my time off timetable",
        "white paper",  # no "hit" within a word
        "a diet of worksheets",
        "in touch with my mentor",
    ],
)
def test_other_words_are_not(text: str) -> None:
    assert not hear(text, COMMANDS).is_worrying
