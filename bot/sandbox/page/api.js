// Talks to the workspace's JSON interface under /_control/.

/** A refusal or a lost connection, with a sentence for the person at the page. */
export class WorkspaceError extends Error {}

const LOST = "The workspace is not answering. Check that it is still running, then try again.";

async function read(response) {
  try {
    return await response.json();
  } catch {
    throw new WorkspaceError(`The workspace answered ${response.status} without an explanation.`);
  }
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new WorkspaceError(LOST);
  }
  const answer = await read(response);
  if (!response.ok || answer.ok === false) {
    throw new WorkspaceError(answer.error || `The workspace answered ${response.status}.`);
  }
  return answer;
}

/** GET /_control/<name>, with the given query. */
export function get(name, query = {}) {
  const search = new URLSearchParams(query).toString();
  return ask(`/_control/${name}${search ? `?${search}` : ""}`, { cache: "no-store" });
}

/** POST /_control/<name> with a JSON body; throws WorkspaceError when refused. */
export function post(name, body) {
  return ask(`/_control/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Gives a file from the person's machine to the workspace; answers how it is kept. */
export async function upload(user, file) {
  const query = new URLSearchParams({ user, name: file.name });
  const answer = await ask(`/_control/upload?${query}`, { method: "POST", body: file });
  return answer.file;
}

/** Calls onChange(list of what changed) for every event; returns a function that stops it. */
export function listen(user, onChange, onConnection) {
  const source = new EventSource(`/_control/events?user=${encodeURIComponent(user)}`);
  source.onmessage = (event) => {
    const { type, what } = JSON.parse(event.data);
    if (type === "changed") onChange(what || []);
  };
  source.onopen = () => onConnection(true);
  source.onerror = () => onConnection(false);
  return () => source.close();
}
