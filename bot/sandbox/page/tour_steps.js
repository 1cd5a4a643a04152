// What the guided tour asks for, step by step, and how it sees that it is done.
//
// `done` is asked after each redraw, with the page's state, what was there when the step
// began (`before`) and what the step has noticed since (`seen`, its own to write in).

const DEE = "U0DEE";
const TOM = "U0TOM";
const BEN = "U0BEN";
const CARLA = "U0CARLA";

const keyOf = (message) => message.metadata?.event_payload?.key || "";
const told = (state, kind) => state.messages.filter((message) => keyOf(message).startsWith(`${kind}:`));
const holds = (thing, words) => JSON.stringify(thing ?? null).includes(words);
const hasForm = (state, name) => state.view?.callback_id === name;

export const STEPS = [
  {
    as: DEE,
    title: "A mentor logs a session",
    do: ["Dee met Tom this morning. Type ", "/ect log", " and press Enter. The form is filled in already: press Log at its end, then Done."],
    note: "It takes ten seconds between two lessons. There is no grade in the form, and no field for one.",
    done: (state, before) => !state.view && told(state, "session_receipt").length > before.receipts,
  },
  {
    as: TOM,
    title: "The ECT sees it",
    do: ["Tom has a message about that session. Read it, and press ", "Yes, that's right", "."],
    note: "Tom and Dee read all of it. The induction tutor sees that they met, when and for how long.",
    done: (state) => holds(told(state, "session_logged"), "You confirmed it."),
  },
  {
    as: TOM,
    title: "An ECT looks before raising something",
    do: ["Write ", "I keep losing my planning time", " to the bot and send it. Press Raise this with someone, pick what it is about, and press Next: there you see who could read it. Then press Change, and Cancel."],
    note: "Nothing was kept, and nobody was told. Only Send passes words on, to the person that one chose.",
    done: (state, _before, seen) => {
      seen.opened ||= hasForm(state, "concern.review");
      return seen.opened && !state.view;
    },
  },
  {
    as: BEN,
    title: "A session outside teaching hours",
    do: ["Type ", "/ect log @priya yesterday 16:00 50m", " and press Enter. It asks why at that time: press Trip, exam or school event."],
    note: "The guidance asks for teaching hours. The bot asks for a reason; it calls nobody out.",
    done: (state, before) => !state.view && told(state, "session_receipt").length > before.receipts,
  },
  {
    as: CARLA,
    title: "The induction tutor's Home tab",
    do: ["Open ", "Home", ", above the conversation. What waits comes first, then a table of ECTs."],
    note: "A shape and a word say whether the two meet. Nothing here says how an ECT is doing, and there are no notes.",
    done: (state) => state.pane === "home" && holds(state.home?.blocks, "Your ECTs"),
  },
  {
    as: CARLA,
    title: "The induction tutor answers",
    do: ["Ben's session late in the day waits on top. Press ", "That's fine", "."],
    note: "Let's talk would have asked Ben for a word. Either answer can be undone for an hour.",
    done: (state, _before, seen) => {
      const waits = holds(state.home?.blocks, "flag.fine");
      seen.waited ||= waits;
      return seen.waited && !waits;
    },
  },
  {
    as: BEN,
    title: "Reminders come in working hours",
    opens: "clock-controls", // which are folded on a phone
    do: ["Move the clock on: press ", "Next weekday, 08:00", " at the top of the page until Ben is reminded of something."],
    note: "All that is due comes as one message, on school days, at most five times a week. Each says why it came, and by which rule.",
    done: (state, before) => told(state, "nudges").length > before.nudges,
  },
];

/** What a step is compared with: what its person had when it began. */
export function standing(state) {
  return {
    receipts: told(state, "session_receipt").length,
    nudges: told(state, "nudges").length,
  };
}
