"""Every kind of message: how what it shows is gathered, and the view that draws it.

A new kind is a line in `bot/domain/outbox/notices.py`, a row here, and its view.
"""

from collections.abc import Callable
from typing import Any

from bot.domain.outbox.notices import Notice, NoticeKind
from bot.ports.bundle import Ports
from bot.ports.messenger import Content
from bot.ports.store import Reading
from bot.usecases.concerns.reading import card_for_notice
from bot.usecases.data_protection.retention_asking import past_time_shown
from bot.usecases.delivery import notice_content
from bot.usecases.people.both_roles import both_roles_card
from bot.usecases.people.handing_over import handed_over
from bot.usecases.people.induction_prompts import induction_prompt
from bot.usecases.people.welcoming import welcome_shown
from bot.usecases.sessions.earlier_notes import new_mentor
from bot.usecases.sessions.reminded import not_then as what_became
from bot.views.concerns import notices as concerns
from bot.views.data_protection.retention_asking import past_time
from bot.views.entitlement.drop_ins import drop_in_for_ect, drop_in_receipt
from bot.views.entitlement.training import training_receipt
from bot.views.kernel.message import Message
from bot.views.operations.trouble import job_trouble
from bot.views.people.notices import (
    both_roles_asked,
    induction_asks,
    mentor_changed,
    mentoring_ends,
)
from bot.views.people.welcome import welcome
from bot.views.planning.news import not_then, series_changed
from bot.views.planning.plans import plan_changed
from bot.views.reminders.nudges import reminders
from bot.views.school.admin_notices import contacts_old, not_shown, terms_end, unreached
from bot.views.sessions.cards import for_ect, receipt
from bot.views.sessions.correction import correction_asked
from bot.views.sessions.flags import flags, talk_asked

Gather = Callable[[Ports, Reading, Notice], Any]  # None: there is nothing to show
Draw = Callable[[Any], Message]  # of what was gathered

MESSAGES: dict[NoticeKind, tuple[Gather, Draw]] = {
    NoticeKind.SESSION_RECEIPT: (notice_content.session_card, receipt),
    NoticeKind.SESSION_LOGGED: (notice_content.logged_session, for_ect),
    NoticeKind.CORRECTION_ASKED: (notice_content.session_card, correction_asked),
    NoticeKind.NOT_THEN: (what_became, not_then),
    NoticeKind.PLAN_CHANGED: (notice_content.plan_change, plan_changed),
    NoticeKind.SERIES_CHANGED: (notice_content.series_change, series_changed),
    NoticeKind.DROP_IN_RECEIPT: (notice_content.drop_in, drop_in_receipt),
    NoticeKind.DROP_IN_NOTED: (notice_content.drop_in, drop_in_for_ect),
    NoticeKind.TRAINING_RECEIPT: (notice_content.training, training_receipt),
    NoticeKind.OUT_OF_HOURS: (notice_content.flags, flags),
    NoticeKind.TALK_ASKED: (notice_content.talk, talk_asked),
    NoticeKind.CONCERN_RECEIPT: (card_for_notice, concerns.receipt),
    NoticeKind.CONCERN_CAME: (card_for_notice, concerns.came),
    NoticeKind.CONCERN_REMINDER: (card_for_notice, concerns.reminder),
    NoticeKind.CONCERN_QUESTION: (card_for_notice, concerns.question),
    NoticeKind.CONCERN_NEWS: (card_for_notice, concerns.news),
    NoticeKind.CONCERN_PASSED_ON: (card_for_notice, concerns.passed_on),
    NoticeKind.CONCERN_ADVICE: (card_for_notice, concerns.advice),
    NoticeKind.TUTOR_NEEDED: (notice_content.tutor, concerns.tutor_needed),
    NoticeKind.NUDGES: (notice_content.reminders, reminders),
    NoticeKind.NUDGES_ASKED_FOR: (notice_content.reminders, reminders),
    NoticeKind.FIRST_CONTACT: (welcome_shown, welcome),
    NoticeKind.NEW_MENTOR_OF_YOURS: (new_mentor, mentor_changed),
    NoticeKind.NEW_ECT_OF_YOURS: (new_mentor, mentor_changed),
    NoticeKind.HANDED_OVER: (handed_over, mentoring_ends),
    NoticeKind.INDUCTION_PROMPT: (induction_prompt, induction_asks),
    NoticeKind.BOTH_ROLES_ASKED: (both_roles_card, both_roles_asked),
    NoticeKind.UNREACHED: (notice_content.name, unreached),
    NoticeKind.NOT_SHOWN: (notice_content.name, not_shown),
    NoticeKind.TERMS_END: (notice_content.day, terms_end),
    NoticeKind.CONTACTS_OLD: (notice_content.day, contacts_old),
    NoticeKind.PAST_TIME: (past_time_shown, past_time),
    NoticeKind.JOB_TROUBLE: (notice_content.job_trouble, job_trouble),
}


def gather(ports: Ports, records: Reading, notice: Notice) -> Any:
    """Gather what a message shows now; None where there is nothing to show."""
    gathers, _draws = MESSAGES[notice.kind]
    return gathers(ports, records, notice)


def draw(content: Content) -> Message:
    """Draw a message for its reader."""
    _gathers, draws = MESSAGES[content.kind]
    return draws(content.shown)
