"""The names by which Slack and the handlers know forms, buttons and fields."""

import re

OPEN_LOG = "log.open"
CHOOSE_ECT = "log.choose_ect"
CHOOSE_ECT_ANY = re.compile(r"log\.choose_ect\.\d+")  # an id is used once in a row
CHANGE_WHEN = "log.change_when"
RECHECK = "log.recheck"
LOG_FORM = "log.form"

UNDO_SESSION = "session.undo"
EDIT_SESSION = "session.edit"
PLAN_INSTEAD = "line.plan"
FINISH_LINE = "line.finish"

FLAG_FINE = "flag.fine"
FLAG_TALK = "flag.talk"

SHOW_CONTACTS = "contacts.show"

SHOW_STATUS = "status.show"
