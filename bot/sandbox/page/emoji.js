// The emoji names that messages here use; any other name is shown as it was written.

export const EMOJI = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", apple: "🍎", arrow_forward: "▶️", arrow_left: "⬅️",
  arrow_right: "➡️", ballot_box_with_check: "☑️", bar_chart: "📊", bell: "🔔", blue_book: "📘",
  blush: "😊", bookmark: "🔖", books: "📚", bulb: "💡", bust_in_silhouette: "👤",
  busts_in_silhouette: "👥", calendar: "📅", chart_with_upwards_trend: "📈", clap: "👏",
  clipboard: "📋", clock8: "🕗", closed_lock_with_key: "🔐", coffee: "☕", date: "📅",
  envelope: "✉️", exclamation: "❗", eyes: "👀", file_folder: "📁", green_book: "📗",
  green_heart: "💚", grey_question: "❔", handshake: "🤝", heart: "❤️", heavy_check_mark: "✔️",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", information_source: "ℹ️",
  large_blue_circle: "🔵", large_green_circle: "🟢", large_orange_circle: "🟠",
  large_red_circle: "🔴", large_yellow_circle: "🟡", link: "🔗", lock: "🔒", mag: "🔍",
  mailbox: "📫", memo: "📝", mortar_board: "🎓", new: "🆕", no_bell: "🔕", no_entry: "⛔",
  ok_hand: "👌", open_book: "📖", orange_book: "📙", page_facing_up: "📄", paperclip: "📎",
  party_popper: "🎉", pencil: "📝", pencil2: "✏️", point_right: "👉", pray: "🙏", pushpin: "📌",
  question: "❓", raised_hands: "🙌", red_circle: "🔴", repeat: "🔁", robot_face: "🤖",
  rotating_light: "🚨", school: "🏫", seedling: "🌱", simple_smile: "🙂", slightly_smiling_face: "🙂",
  smile: "😄", sparkles: "✨", speech_balloon: "💬", spiral_calendar_pad: "🗓️", star: "⭐",
  stopwatch: "⏱️", sunny: "☀️", tada: "🎉", teacher: "🧑‍🏫", thinking_face: "🤔",
  thumbsup: "👍", timer_clock: "⏲️", warning: "⚠️", wave: "👋", white_check_mark: "✅",
  white_circle: "⚪", writing_hand: "✍️", x: "❌", zap: "⚡",
};
