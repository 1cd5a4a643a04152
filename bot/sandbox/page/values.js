// What a Block Kit element holds: where its value starts, and what Slack asks of it.

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const LISTS = new Set(["checkboxes", "file_input", "multi_static_select", "multi_users_select"]);

/** Whether the element's value is a list. */
export function isList(element) {
  return LISTS.has(element.type);
}

/** All options of a select, radio or checkbox element, groups opened out. */
export function optionsOf(element) {
  return element.options || (element.option_groups || []).flatMap((group) => group.options);
}

/** What the element shows before anyone touches it. */
export function initialValue(element) {
  switch (element.type) {
    case "static_select":
    case "radio_buttons":
      return element.initial_option?.value ?? null;
    case "multi_static_select":
    case "checkboxes":
      return (element.initial_options || []).map((option) => option.value);
    case "users_select":
      return element.initial_user ?? null;
    case "multi_users_select":
      return element.initial_users || [];
    case "file_input":
      return [];
    case "datepicker":
      return element.initial_date ?? null;
    case "timepicker":
      return element.initial_time ?? null;
    default:
      return element.initial_value ?? null;
  }
}

/** The value inside one entry of Slack's view.state.values; undefined when it holds none. */
export function valueFromState(state) {
  if (!state) return undefined;
  const held = [
    "value", "selected_date", "selected_time", "selected_user", "selected_users",
  ].find((key) => key in state);
  if (held) return state[held];
  if ("files" in state) return state.files.map((file) => file.id);
  if ("selected_option" in state) return state.selected_option?.value ?? null;
  if ("selected_options" in state) return state.selected_options.map((option) => option.value);
  return undefined;
}

/** Why Slack would not send the form with this value, or null. Lengths are in characters. */
export function complaint(element, value, { optional = false, unreadable = false } = {}) {
  if (unreadable) return NOT_READABLE[element.type] || "Please enter a valid value.";
  if (value === null || value === undefined || value === "" || value.length === 0) {
    return optional ? null : "Please complete this required field.";
  }
  return CHECKS[element.type]?.(element, value) ?? null;
}

const NOT_READABLE = {
  number_input: "Please enter a valid number.",
  datepicker: "Please enter a valid date.",
  timepicker: "Please enter a valid time.",
};

const CHECKS = {
  plain_text_input(element, value) {
    const length = [...value].length;
    if (length < element.min_length) return `Please enter at least ${element.min_length} characters.`;
    if (length > element.max_length) return `Please enter at most ${element.max_length} characters.`;
    return null;
  },
  number_input(element, value) {
    if (!NUMBER.test(value)) return "Please enter a valid number.";
    if (!element.is_decimal_allowed && !Number.isInteger(Number(value))) {
      return "Please enter a whole number.";
    }
    // Slack sends both bounds as strings.
    if (Number(value) < Number(element.min_value)) return `Please enter ${element.min_value} or more.`;
    if (Number(value) > Number(element.max_value)) return `Please enter ${element.max_value} or less.`;
    return null;
  },
  email_text_input: (_, value) => (EMAIL.test(value) ? null : "Please enter a valid email address."),
  url_text_input: (_, value) => (URL.canParse(value) ? null : "Please enter a valid URL."),
};
