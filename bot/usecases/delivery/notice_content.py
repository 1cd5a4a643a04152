"""What a message shows, gathered from the records at the moment it is drawn."""

from collections.abc import Callable
from datetime import date

from bot.domain.kernel.record import PersonId, SchoolId
from bot.domain.outbox.notices import TO_READERS, Notice, NoticeKind
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
from bot.ports.messenger import (
    AboutConcern,
    BothRolesAsked,
    ContactsOld,
    Content,
    CorrectionAsked,
    DropInForEct,
    DropInReceipt,
    InductionAsks,
    JobInTrouble,
    KeptTooLong,
    LoggedForEct,
    MentorChanged,
    MentoringEnds,
    NotShown,
    OutOfHours,
    PlanChanged,
    Receipt,
    Reminders,
    SeriesChanged,
    SessionNotThen,
    TalkAsked,
    TermsEnd,
    TrainingReceipt,
    TutorNeeded,
    Unreached,
    Welcome,
)
from bot.ports.store import Reading
from bot.results.entitlement.drop_ins import DropInCard
from bot.results.reminders.nudges import TroubleShown
from bot.results.sessions.cards import SessionCard
from bot.usecases.concerns.people_around import reader_is_shut_out
from bot.usecases.concerns.reading import card_for_former_reader, card_for_notice
from bot.usecases.concerns.tutor_need import tutor_need
from bot.usecases.data_protection.retention_asking import past_time_shown
from bot.usecases.entitlement.drop_ins import card as drop_in_card
from bot.usecases.entitlement.training import training_card
from bot.usecases.kernel.lookup import calendar_of, member, mentoring
from bot.usecases.outbox.shown_to import may_be_shown
from bot.usecases.people.both_roles import both_roles_card
from bot.usecases.people.handing_over import handed_over
from bot.usecases.people.induction_prompts import induction_prompt
from bot.usecases.people.welcoming import welcome_shown
from bot.usecases.planning.changing import change_card, change_for_ect
from bot.usecases.reminders.nudge_content import round_now
from bot.usecases.sessions.cards import card
from bot.usecases.sessions.earlier_notes import new_mentor
from bot.usecases.sessions.flags import flagged_session, flags_of_day
from bot.usecases.sessions.reminded import not_then


def content_of(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    """Gather what a notice shows now.

    None where there is nothing to show, or its reader may not see it (any more): what
    stands in their messages then stays as it was.
    """
    if may_be_shown(records, notice) and not _is_shut_out(ports, records, notice):
        gather = _GATHER.get(notice.kind, _concern)
        return gather(ports, records, notice)
    if notice.kind in TO_READERS and (notice.ts or notice.may_be_posted):
        about = card_for_former_reader(ports, records, notice)
        return AboutConcern(notice.kind, about, notice.occasion) if about else None
    return None


def _is_shut_out(ports: Ports, records: Reading, notice: Notice) -> bool:
    """Whether a concern is closed to the reader of a message about it."""
    about = records.get(CONCERNS, notice.subject) if notice.kind in TO_READERS else None
    if about is None or about.reader != notice.reader:
        return False
    return reader_is_shut_out(ports, records, about)


def _receipt(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = _session(ports, records, notice)
    return Receipt(shown) if shown else None


def _plan(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    change = records.get(PLAN_CHANGES, notice.subject)
    return PlanChanged(change_card(ports, records, change)) if change else None


def _series(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    change = records.get(PLAN_CHANGES, notice.subject)
    if change is None:
        return None
    shown = change_for_ect(ports, records, change)
    if notice.ts is None and (shown.is_undone or not shown.after):
        return None  # taken back, or changed again, before the ECT was told
    return SeriesChanged(shown)


def _not_then(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = not_then(ports, records, notice)
    return SessionNotThen(shown) if shown else None


def _logged(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = _session(ports, records, notice)
    is_held = shown is not None and shown.facts.session.state is SessionState.HELD
    if shown is None or (notice.ts is None and not is_held):
        return None  # taken back before the ECT was told
    return LoggedForEct(shown)


def _correction(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = _session(ports, records, notice)
    return CorrectionAsked(shown) if shown else None


def _session(ports: Ports, records: Reading, notice: Notice) -> SessionCard | None:
    session = records.get(SESSIONS, notice.subject)
    pairing = records.get(PAIRINGS, session.pairing) if session else None
    if session is None or pairing is None:
        return None
    about = mentoring(ports, records, pairing)
    return card(ports, records, about, session, reader=notice.reader)


def _drop_in_receipt(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = _drop_in(ports, records, notice)
    return DropInReceipt(shown) if shown else None


def _drop_in_noted(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = _drop_in(ports, records, notice)
    if shown is None or (shown.drop_in.is_undone and notice.ts is None):
        return None  # taken back before the ECT was told
    return DropInForEct(shown)


def _drop_in(ports: Ports, records: Reading, notice: Notice) -> DropInCard | None:
    drop_in = records.get(DROP_INS, notice.subject)
    pairing = records.get(PAIRINGS, drop_in.pairing) if drop_in else None
    if drop_in is None or pairing is None:
        return None
    about = mentoring(ports, records, pairing)
    return drop_in_card(ports, records, about, drop_in, reader=notice.reader)


def _training(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    entry = records.get(TRAINING_ENTRIES, notice.subject)
    return TrainingReceipt(training_card(ports, records, entry)) if entry else None


def _flags(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    school, tutor, day = notice.subject.split("|")
    flags = flags_of_day(
        ports,
        records,
        SchoolId(school),
        tutor=PersonId(tutor),
        day=date.fromisoformat(day),
    )
    return OutOfHours(flags) if flags.flags or notice.ts else None


def _talk(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    flag = records.get(FLAGS, notice.subject)
    return TalkAsked(flagged_session(ports, records, flag)) if flag else None


def _tutor(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    school, tutor, _until = notice.subject.split("|")
    need = tutor_need(ports, records, SchoolId(school), PersonId(tutor))
    return TutorNeeded(need) if need else None


def _unreached(_ports: Ports, records: Reading, notice: Notice) -> Content | None:
    school, _, person = notice.subject.partition("|")
    return Unreached(member(records, SchoolId(school), PersonId(person)).name)


def _not_shown(_ports: Ports, records: Reading, notice: Notice) -> Content | None:
    school, _, person = notice.subject.partition("|")
    return NotShown(member(records, SchoolId(school), PersonId(person)).name)


def _welcome(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = welcome_shown(ports, records, notice.reader, notice.subject)
    return Welcome(shown) if shown else None


def _terms_end(_ports: Ports, _records: Reading, notice: Notice) -> Content | None:
    return TermsEnd(date.fromisoformat(notice.subject.partition("|")[2]))


def _contacts_old(_ports: Ports, _records: Reading, notice: Notice) -> Content | None:
    return ContactsOld(date.fromisoformat(notice.subject.partition("|")[2]))


def _past_time(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = past_time_shown(ports, records, notice)
    return KeptTooLong(shown) if shown else None


def _job_trouble(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    found = records.get(JOB_TROUBLES, notice.subject)
    if found is None or (found.over_at and notice.ts is None):
        return None
    zone = calendar_of(ports, records, notice.school).zone
    return JobInTrouble(
        TroubleShown(found.job, found.trouble, found.since, found.over_at, zone)
    )


def _new_mentor(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    changed = new_mentor(ports, records, notice)
    return MentorChanged(changed) if changed else None


def _handed_over(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    shown = handed_over(ports, records, notice)
    return MentoringEnds(shown) if shown else None


def _prompt(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    prompt = induction_prompt(ports, records, notice)
    return InductionAsks(prompt) if prompt else None


def _both_roles(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    card = both_roles_card(ports, records, notice)
    return BothRolesAsked(card) if card else None


def _reminders(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    found = round_now(ports, records, notice.subject)
    return Reminders(found) if found.shown or notice.ts else None


def _concern(ports: Ports, records: Reading, notice: Notice) -> Content | None:
    about = card_for_notice(ports, records, notice)
    return AboutConcern(notice.kind, about, notice.occasion) if about else None


_GATHER: dict[NoticeKind, Callable[[Ports, Reading, Notice], Content | None]] = {
    NoticeKind.SESSION_RECEIPT: _receipt,
    NoticeKind.PLAN_CHANGED: _plan,
    NoticeKind.SERIES_CHANGED: _series,
    NoticeKind.NOT_THEN: _not_then,
    NoticeKind.SESSION_LOGGED: _logged,
    NoticeKind.DROP_IN_RECEIPT: _drop_in_receipt,
    NoticeKind.DROP_IN_NOTED: _drop_in_noted,
    NoticeKind.TRAINING_RECEIPT: _training,
    NoticeKind.CORRECTION_ASKED: _correction,
    NoticeKind.OUT_OF_HOURS: _flags,
    NoticeKind.TALK_ASKED: _talk,
    NoticeKind.TUTOR_NEEDED: _tutor,
    NoticeKind.NUDGES: _reminders,
    NoticeKind.NUDGES_ASKED_FOR: _reminders,
    NoticeKind.UNREACHED: _unreached,
    NoticeKind.NOT_SHOWN: _not_shown,
    NoticeKind.TERMS_END: _terms_end,
    NoticeKind.CONTACTS_OLD: _contacts_old,
    NoticeKind.FIRST_CONTACT: _welcome,
    NoticeKind.PAST_TIME: _past_time,
    NoticeKind.JOB_TROUBLE: _job_trouble,
    NoticeKind.NEW_MENTOR_OF_YOURS: _new_mentor,
    NoticeKind.NEW_ECT_OF_YOURS: _new_mentor,
    NoticeKind.HANDED_OVER: _handed_over,
    NoticeKind.INDUCTION_PROMPT: _prompt,
    NoticeKind.BOTH_ROLES_ASKED: _both_roles,
}
