"""What messages show, gathered from the records when they are drawn.

`bot/messages.py` says which of these goes with which kind of message.
"""

from datetime import date

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import Notice, NoticeKind, Way
from bot.domain.sessions.records import SessionState
from bot.ports.bundle import Ports
from bot.ports.kinds import (
    CONCERNS,
    DROP_INS,
    FLAGS,
    JOB_TROUBLES,
    PAIRINGS,
    PLAN_CHANGES,
    SESSIONS,
    TRAINING_ENTRIES,
)
from bot.ports.messenger import Content
from bot.ports.store import Reading
from bot.results.concerns.cards import TutorNeed
from bot.results.entitlement.drop_ins import DropInCard
from bot.results.entitlement.training import TrainingCard
from bot.results.planning.plans import PlanChangeCard
from bot.results.reminders.nudges import NudgeRound, TroubleShown
from bot.results.sessions.cards import FlagDay, FlaggedSession, SessionCard
from bot.usecases.concerns.people_around import reader_is_shut_out
from bot.usecases.concerns.reading import card_for_former_reader
from bot.usecases.concerns.tutor_need import tutor_need
from bot.usecases.entitlement.drop_ins import card as drop_in_card
from bot.usecases.entitlement.training import training_card
from bot.usecases.kernel.lookup import calendar_of, member, mentoring
from bot.usecases.outbox.shown_to import may_be_shown
from bot.usecases.planning.changing import change_card, change_for_ect
from bot.usecases.reminders.nudge_content import round_now
from bot.usecases.sessions.cards import card
from bot.usecases.sessions.flags import flagged_session, flags_of_day


def content_of(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    """Gather what a notice shows now.

    None where there is nothing to show, or its reader may not see it (any more): what
    stands in their messages then stays as it was.
    """
    shown = None
    if may_be_shown(records, notice) and not _is_shut_out(ports, records, notice):
        shown = ports.gather(ports, records, notice)
    elif Way.TO_READER in notice.kind.ways and (notice.ts or notice.may_be_posted):
        shown = card_for_former_reader(ports, records, notice)
    return None if shown is None else Content(notice.kind, shown)


def _is_shut_out(ports: Ports, records: Reading, notice: Notice) -> bool:
    """Whether a concern is closed to the reader of a message about it."""
    if Way.TO_READER not in notice.kind.ways:
        return False
    about = records.get(CONCERNS, notice.subject)
    if about is None or about.reader != notice.reader:
        return False
    return reader_is_shut_out(ports, records, about)


def session_card(ports: Ports, records: Reading, notice: Notice) -> SessionCard | None:
    """Gather a session for one of the two who met."""
    session = records.get(SESSIONS, notice.subject)
    pairing = records.get(PAIRINGS, session.pairing) if session else None
    if session is None or pairing is None:
        return None
    about = mentoring(ports, records, pairing)
    return card(ports, records, about, session, reader=notice.reader)


def logged_session(
    ports: Ports, records: Reading, notice: Notice
) -> SessionCard | None:
    """Gather what its ECT sees of a logged session."""
    shown = session_card(ports, records, notice)
    is_held = shown is not None and shown.facts.session.state is SessionState.HELD
    return shown if is_held or notice.ts else None  # undone before the ECT was told


def plan_change(
    ports: Ports, records: Reading, notice: Notice
) -> PlanChangeCard | None:
    """Gather what a mentor's change did to their plans, for that mentor."""
    change = records.get(PLAN_CHANGES, notice.subject)
    return change_card(ports, records, change) if change else None


def series_change(
    ports: Ports, records: Reading, notice: Notice
) -> PlanChangeCard | None:
    """Gather what a mentor did to several planned sessions, for their ECT."""
    change = records.get(PLAN_CHANGES, notice.subject)
    shown = change_for_ect(ports, records, change) if change else None
    if shown and notice.ts is None and (shown.is_undone or not shown.after):
        return None  # undone, or changed again, before the ECT was told
    return shown


def drop_in(ports: Ports, records: Reading, notice: Notice) -> DropInCard | None:
    """Gather a drop-in for its mentor, or for its ECT."""
    found = records.get(DROP_INS, notice.subject)
    pairing = records.get(PAIRINGS, found.pairing) if found else None
    if found is None or pairing is None:
        return None
    is_news = notice.kind is NoticeKind.DROP_IN_NOTED and notice.ts is None
    about = mentoring(ports, records, pairing)
    shown = drop_in_card(ports, records, about, found, reader=notice.reader)
    return None if is_news and shown.drop_in.is_undone else shown


def training(ports: Ports, records: Reading, notice: Notice) -> TrainingCard | None:
    """Gather some minutes of training, for the mentor who noted them."""
    entry = records.get(TRAINING_ENTRIES, notice.subject)
    return training_card(ports, records, entry) if entry else None


def flags(ports: Ports, records: Reading, notice: Notice) -> FlagDay | None:
    """Gather a day's flags for their induction tutor."""
    school, tutor, on = notice.subject.split("|")
    found = flags_of_day(
        ports,
        records,
        SchoolId(school),
        tutor=PersonId(tutor),
        day=date.fromisoformat(on),
    )
    return found if found.flags or notice.ts else None


def talk(ports: Ports, records: Reading, notice: Notice) -> FlaggedSession | None:
    """Gather the flag that an induction tutor wants to talk about."""
    flag = records.get(FLAGS, notice.subject)
    return flagged_session(ports, records, flag) if flag else None


def tutor(ports: Ports, records: Reading, notice: Notice) -> TutorNeed | None:
    """Gather who is missing as induction tutor, for a headteacher."""
    school, person, _until = notice.subject.split("|")
    return tutor_need(ports, records, SchoolId(school), PersonId(person))


def name(_ports: Ports, records: Reading, notice: Notice) -> str:
    """Gather the name of somebody who was not told something; never what."""
    school, _, person = notice.subject.partition("|")
    return member(records, SchoolId(school), PersonId(person)).name


def day(_ports: Ports, _records: Reading, notice: Notice) -> date:
    """Gather the day that a message to the admin is about."""
    return date.fromisoformat(notice.subject.partition("|")[2])


def job_trouble(ports: Ports, records: Reading, notice: Notice) -> TroubleShown | None:
    """Gather which job of the bot does not run, and since when."""
    found = records.get(JOB_TROUBLES, notice.subject)
    if found is None or (found.over_at and notice.ts is None):
        return None
    zone = calendar_of(ports, records, notice.school).zone
    return TroubleShown(found.job, found.trouble, found.since, found.over_at, zone)


def reminders(ports: Ports, records: Reading, notice: Notice) -> NudgeRound | None:
    """Gather all that somebody is reminded of in one message."""
    found = round_now(ports, records, notice.subject)
    return found if found.shown or notice.ts else None
