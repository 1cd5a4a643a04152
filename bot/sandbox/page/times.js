// Instants and local times in a named zone, in words and in form fields.

const formatters = new Map();

function formatter(zone, options) {
  const key = `${zone} ${JSON.stringify(options)}`;
  if (!formatters.has(key)) {
    formatters.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  }
  return formatters.get(key);
}

/** The given Intl options, for one instant in one zone. */
export function show(instant, zone, options) {
  return formatter(zone, options).format(instant);
}

export function clockTime(instant, zone) {
  return show(instant, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function shortDay(instant, zone) {
  return show(instant, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

export function longDay(instant, zone) {
  return show(instant, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** "2025-09-15T08:30": what a datetime-local field holds, for the instant in the zone. */
export function localField(instant, zone) {
  const parts = Object.fromEntries(
    formatter(zone, {
      year: "numeric", month: "2-digit", day: "2-digit",
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).formatToParts(instant).map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The instant at which clocks in the zone show the local time; after a gap, the later one. */
export function instantOf(local, zone) {
  const asIfUtc = Date.parse(`${local}:00Z`);
  let instant = asIfUtc;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${localField(new Date(instant), zone)}:00Z`);
    instant += asIfUtc - shown;
  }
  return new Date(instant);
}

/** The local date, as days since 1970, for counting days between two instants. */
export function dayNumber(instant, zone) {
  return Math.floor(Date.parse(`${localField(instant, zone).slice(0, 10)}T00:00:00Z`) / 86_400_000);
}

/** 08:00 local on the first day after the instant that is not a Saturday or Sunday. */
export function nextWeekdayMorning(instant, zone) {
  let day = dayNumber(instant, zone) + 1;
  while ([0, 6].includes(new Date(day * 86_400_000).getUTCDay())) day += 1;
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return instantOf(`${date}T08:00`, zone);
}

const DATE = { year: "numeric", month: "long", day: "numeric" };
const TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: DATE,
  date_short: { ...DATE, month: "short" },
  date_long: { ...DATE, weekday: "long" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};
const NEAR = new Map([[-1, "yesterday"], [0, "today"], [1, "tomorrow"]]);

/** A Slack date format ("{date_short_pretty} at {time}") filled in for the instant. */
export function slackDate(instant, format, { zone, now }) {
  return format.replace(/\{(\w+)\}/g, (whole, token) => {
    const plain = token.replace(/_pretty$/, "");
    if (token !== plain) {
      const near = NEAR.get(dayNumber(instant, zone) - dayNumber(now(), zone));
      if (near) return near;
    }
    return TOKENS[plain] ? show(instant, zone, TOKENS[plain]) : whole;
  });
}
