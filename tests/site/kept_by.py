"""What the bot does about each rule of the guidance, in words for a school."""

KEPT_BY = {
    "R1": "Each ECT has a start date and a working pattern; the bot counts the "
    "induction's terms from them, and so knows year 1 from year 2, part-timers "
    "included. The end is shown as an estimate that the head and the appropriate body "
    "decide.",
    "R2": "`/ect log` and `/ect plan`, reminders before a session, and a question "
    "after it. A session has focus areas, a note and next steps.",
    "R3": "`/ect dropin` records that one took place, with an encouragement or a next "
    "step. There is no grade to give. The two arrange it themselves: the bot plans and "
    "asks for none.",
    "R4": "A concern has a reader whom its writer chose and dates in school days. Its "
    "reader is reminded; its writer is asked what comes next.",
    "R5": "There is no rating anywhere a mentor writes. Notes are sealed and shown to "
    "the mentor and that ECT alone; an induction tutor sees whether, when and how "
    "long. Nobody mentors themselves. One person as mentor and induction tutor of the "
    "same ECT takes a recorded reason and the head's agreement.",
    "R6": "`/ect training` is a mentor's own ledger against 20 hours over one year, "
    "with a pace per term. It is the mentor's and not the pairing's, so it goes on "
    "when the ECT leaves; a second one is refused. A tailored total is kept with who "
    "agreed it, and 36 hours over two years for those who began before September "
    "2025.",
    "R7": "“Expected” is what the school set, or else what is typical, counted over "
    "whole school weeks: those of which the school is closed on one day at most. "
    "`/ect time` records in two presses whether the time was given. What was not held "
    "can carry a short reason. Fewer is a reason to ask.",
    "R8": "Free times in teaching hours come first. Outside them the bot asks for a "
    "short reason and shows the meeting to the induction tutor, once a school day at "
    "most.",
    "R9": "A mentor's concern about time or entitlements goes to the induction tutor. "
    "The next step, the headteacher, is the product's reading, and says so. About an "
    "ECT's training or progress the induction tutor is asked for a talk, and no words "
    "are kept.",
    "R10": "Mentor first for training, induction tutor next. The guidance has the "
    "mentor go to the induction tutor; here the ECT, whose words they are, is asked "
    "first, and chooses. A "
    "concern about the mentor, their support or time off timetable never goes through "
    "the mentor.",
    "R11": "The last step shows the ECT the named contact at the appropriate body. "
    "The bot advises; the person decides; nothing is sent there.",
}
