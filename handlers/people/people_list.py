"""The list of people: looking at it, saying what changed, and Undo."""

import math
from datetime import date

from bot.domain.concerns.contacts import Contact
from bot.domain.kernel.drafts import Field
from bot.domain.kernel.errors import Unfit
from bot.domain.kernel.record import PairingId, PersonId, SchoolId
from bot.domain.people.induction import InductionYear
from bot.domain.people.member import Role
from bot.domain.people.roster_cells import BadCell, read_reviews, read_share
from bot.domain.people.roster_entry import EctEntry
from bot.ports.bundle import Ports
from bot.results.people.pages import ChangeDone
from bot.usecases.people import changes
from bot.usecases.people.away import end_away, enter_away
from bot.usecases.people.both_roles import (
    BothRolesAsk,
    NeedsAgreement,
    answer_both,
    ask_for_both,
)
from bot.usecases.people.people_list import newcomer, people, person
from bot.usecases.people.roster_settling import Target, undo_change
from bot.usecases.sessions.earlier_notes import show_earlier_notes, what_went_before
from bot.views.kernel import ids
from bot.views.kernel.forms import told
from bot.views.people import person_page as looks
from bot.views.people.done import change_done
from bot.views.people.fields import BODY, PHASE, REACH, SUBJECT
from bot.views.people.forms import (
    PersonMemory,
    both_roles_form,
    change_form,
    memory_of,
    shown_fields,
)
from bot.views.people.notices import both_roles_asked
from bot.views.people.notices import what_went_before as earlier_page
from bot.views.people.people_list import people_page
from bot.views.people.person_page import person_page
from handlers.calls import Answer, Body, Call, Errors, Later, OnTop, Reply
from handlers.fields import Values
from handlers.listening import Listening


def register(listening: Listening, ports: Ports) -> None:
    """Listen to the list's buttons and forms."""
    listening.action(
        ids.OPEN_PEOPLE, lambda call: _page(ports, call, SchoolId(call.value))
    )
    listening.action(ids.PEOPLE_SCHOOL, lambda call: _other_school(ports, call))
    listening.action(ids.PICK_PERSON, lambda call: _picked(ports, call))
    listening.action(ids.SHOW_PERSON, lambda call: _show(ports, call))
    listening.action(ids.WHAT_CHANGED, lambda call: _ask(ports, call))
    listening.action(ids.UNDO_PEOPLE, lambda call: _undo(ports, call))
    listening.action(ids.EARLIER_SESSIONS, lambda call: _earlier(ports, call))
    listening.action(ids.SHOW_NOTES, lambda call: _notes(ports, call, shows=True))
    listening.action(ids.HIDE_NOTES, lambda call: _notes(ports, call, shows=False))
    listening.action(ids.AGREE_TO_BOTH, lambda call: _both(ports, call, agrees=True))
    listening.action(ids.DECLINE_BOTH, lambda call: _both(ports, call, agrees=False))
    listening.submission(ids.PEOPLE_FORM, lambda call: _save(ports, call))
    listening.submission(ids.BOTH_ROLES_FORM, lambda call: _ask_head(ports, call))


def list_people(ports: Ports, call: Call, _text: str) -> Reply:
    """Answer `/ect people`."""
    return people_page(people(ports, call.actor))


def _page(ports: Ports, call: Call, school: SchoolId) -> Reply:
    return people_page(people(ports, call.actor, school or None))


def _other_school(ports: Ports, call: Call) -> Reply:
    chosen = call.body["actions"][0]["selected_option"]["value"]
    return _page(ports, call, SchoolId(chosen))


def _picked(ports: Ports, call: Call) -> Reply:
    action = call.body["actions"][0]
    school = SchoolId(action["block_id"].partition("|")[2])
    somebody = PersonId(action["selected_user"])
    page = person(ports, call.actor, school, somebody)
    if page.is_listed:
        return person_page(page)
    return Later(
        lambda later: change_form(
            looks.ENTRY, newcomer(ports, later.actor, school, somebody)
        )
    )


def _show(ports: Ports, call: Call) -> Reply:
    school, _, somebody = call.value.partition("|")
    return person_page(person(ports, call.actor, SchoolId(school), PersonId(somebody)))


def _ask(ports: Ports, call: Call) -> Reply:
    action = call.body["actions"][0]
    school, _, somebody = action["block_id"].partition("|")
    page = person(ports, call.actor, SchoolId(school), PersonId(somebody))
    return change_form(action["selected_option"]["value"], page)


def _undo(ports: Ports, call: Call) -> Reply:
    school, _, change = call.value.partition("|")
    return change_done(undo_change(ports, call.actor, change), SchoolId(school))


def _earlier(ports: Ports, call: Call) -> Reply:
    return earlier_page(what_went_before(ports, call.actor, PairingId(call.value)))


def _notes(ports: Ports, call: Call, *, shows: bool) -> Reply:
    """Keep what the ECT says; a message is then drawn anew by delivery."""
    pairing = PairingId(call.value)
    show_earlier_notes(ports, call.actor, pairing, shows=shows)
    in_form = call.body.get("view", {}).get("type") == "modal"
    return _earlier(ports, call) if in_form else None


def _both(ports: Ports, call: Call, *, agrees: bool) -> Reply:
    answer_both(ports, call.actor, call.value, agrees=agrees)
    return None  # the message is drawn anew by delivery


def _save(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    memory = memory_of(view)
    try:
        return change_done(_changed(ports, call, memory), memory.school)
    except NeedsAgreement as needs:
        return OnTop(both_roles_form(memory, needs.person, needs.sentence))
    except Unfit as unfit:
        return _at(view, unfit)


def _changed(ports: Ports, call: Call, memory: PersonMemory) -> ChangeDone:
    form = _Form(call.body["view"])
    target = Target(memory.school, memory.person, memory.mark, call.delivery)
    actor = call.actor
    if memory.what == looks.ENTRY:
        draft = changes.PersonDraft(
            name=form.text(Field.NAME),
            roles=frozenset(Role(one) for one in form.options(Field.ROLES)),
            days=frozenset(int(one) for one in form.options(Field.DAYS)),
            begins=form.day_if_any(Field.DAY),
        )
        return changes.save_person(ports, actor, target, draft)
    if memory.what == looks.ENTER:
        return changes.enter_ect(ports, actor, target, form.ect(memory.person))
    if memory.what == looks.MENTOR:
        return changes.change_mentor(
            ports,
            actor,
            target,
            mentor=form.person(Field.MENTOR),
            begins=form.day(Field.DAY),
        )
    return _changed_in_mid_year(ports, call, memory, target)


def _changed_in_mid_year(
    ports: Ports, call: Call, memory: PersonMemory, target: Target
) -> ChangeDone:
    form, actor = _Form(call.body["view"]), call.actor
    if memory.what == looks.TUTOR:
        tutor = form.person(Field.TUTOR)
        return changes.change_tutor(ports, actor, target, tutor=tutor)
    if memory.what == looks.PATTERN:
        return changes.change_pattern(
            ports, actor, target, share=form.share(), begins=form.day(Field.DAY)
        )
    if memory.what == looks.ABSENCE:
        page = person(ports, actor, memory.school, memory.person)
        year = page.ect.year if page.ect else InductionYear.ONE
        return changes.note_absence(
            ports, actor, target, year=year, days=form.number(Field.DAYS)
        )
    if memory.what == looks.REVIEWS:
        return changes.enter_reviews(ports, actor, target, reviews=form.reviews())
    if memory.what == looks.CONTACT:
        return changes.change_contact(ports, actor, target, contact=form.contact())
    return _gone_or_away(ports, call, memory, target)


def _gone_or_away(
    ports: Ports, call: Call, memory: PersonMemory, target: Target
) -> ChangeDone:
    form, actor = _Form(call.body["view"]), call.actor
    if memory.what == looks.AWAY:
        first, last = form.day(Field.DAY), form.day_if_any(Field.UNTIL)
        return enter_away(ports, actor, target, first=first, last=last)
    if memory.what == looks.BACK:
        return end_away(ports, actor, target, back_on=form.day(Field.DAY))
    if memory.what == looks.ENDED:
        return changes.end_induction(ports, actor, target, last_day=form.day(Field.DAY))
    if memory.what == looks.LEAVES:
        return changes.enter_leaving(ports, actor, target, last_day=form.day(Field.DAY))
    return changes.remove_person(ports, actor, target)


def _ask_head(ports: Ports, call: Call) -> Answer:
    view = call.body["view"]
    memory = memory_of(view)
    reason = Values(view).picked(Field.REASON)
    asked = BothRolesAsk(
        memory.school, memory.person, memory.both or memory.person, reason
    )
    card = ask_for_both(ports, call.actor, asked)
    return told("Both roles", both_roles_asked(card), clear_on_close=True)


def _at(view: Body, unfit: Unfit) -> Errors:
    """Put a refusal at its field, or at the first where the form lacks that."""
    fields = shown_fields(view)
    field = unfit.field.value
    return {field if field in fields else fields[0]: unfit.sentence}


class _Form(Values):
    """What a form about a person holds."""

    def text(self, name: str) -> str:
        """Return what was typed, in one line."""
        return " ".join(super().text(name).split())

    def number(self, field: Field) -> int:
        text = self.text(field)
        if not text.isdecimal():
            raise Unfit("Give a whole number of days, like 12.", field=field)
        return int(text)

    def share(self) -> float:
        try:
            return read_share(self.text(Field.SHARE))
        except BadCell as bad:
            raise Unfit(str(bad), field=Field.SHARE) from None

    def reviews(self) -> tuple[date, ...]:
        try:
            return read_reviews(self.text(Field.REVIEWS))
        except BadCell as bad:
            raise Unfit(str(bad), field=Field.REVIEWS) from None

    def terms_before(self) -> float | None:
        """Return what is given; None where the form does not ask."""
        if not self.has(Field.TERMS_BEFORE):
            return None
        typed = self.text(Field.TERMS_BEFORE).replace(",", ".")
        try:
            return float(typed or 0)
        except ValueError:
            return math.nan  # no number of terms, as the rules will say

    def contact(self) -> Contact:
        return Contact(
            name=self.text(Field.CONTACT),
            organisation=self.text(BODY),
            reach=self.text(REACH),
        )

    def ect(self, somebody: PersonId) -> EctEntry:
        return EctEntry(
            ect=somebody,
            mentor=self.person(Field.MENTOR),
            tutor=self.person(Field.TUTOR),
            began=self.day(Field.DAY),
            full_time_equivalent=self.share(),
            terms_before=self.terms_before(),
            contact=self.contact(),
            subject=self.text(SUBJECT),
            phase=self.text(PHASE),
        )
