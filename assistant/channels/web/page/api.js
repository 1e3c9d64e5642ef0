// The HTTP API.

import { kept } from "./kept.js";

export class ProblemError extends Error {
  constructor(problem) {
    super(problem.detail);
    this.status = problem.status;
  }
}

export async function read(path) {
  return (await checked(await send(path))).json();
}

export async function remove(conversation) {
  const response = await send(conversationPath(conversation), { method: "DELETE" });
  if (response.status !== 404) await checked(response);
}

export function past(conversation) {
  return read(conversationPath(conversation));
}

export async function rate(messageId, rating, reason) {
  await checked(await post("/api/v1/feedback", { message_id: messageId, rating, reason }));
}

// Sends a message; gives [event, data] for each event of the turn.
export async function* chat(request, signal) {
  const response = await checked(await post("/api/v1/chat", request, { Accept: "text/event-stream" }, signal));
  for await (const [event, data] of events(response.body)) {
    if (event === "error") throw new ProblemError(data);
    yield [event, data];
    if (event === "done") return;
  }
  throw new TypeError("the stream ended before the answer");
}

function conversationPath(conversation) {
  return `/api/v1/conversations/${encodeURIComponent(conversation)}`;
}

function post(path, body, headers = {}, signal = undefined) {
  const all = { "Content-Type": "application/json", ...headers };
  return send(path, { method: "POST", headers: all, body: JSON.stringify(body), signal });
}

// Sends a request; with a session token once the server has asked for one.
async function send(path, options = {}) {
  const response = await fetch(path, authorised(options));
  if (response.status !== 401) return response;
  const session = await checked(await fetch("/api/v1/widget/session", authorised({ method: "POST" })));
  kept.set("token", (await session.json()).token);
  return fetch(path, authorised(options));
}

function authorised(options) {
  const token = kept.get("token");
  return token ? { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } } : options;
}

async function checked(response) {
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ProblemError({ status: response.status, detail: problem.detail ?? `HTTP ${response.status}` });
}

async function* events(body) {
  let rest = "";
  for await (const text of texts(body)) {
    const parts = (rest + text).split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const part of parts) {
      const fields = part.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]);
      const event = fields.find(([name]) => name === "event")?.[1];
      const data = fields.filter(([name]) => name === "data").map(([, value]) => value);
      if (event) yield [event, JSON.parse(data.join("\n"))];
    }
  }
}

async function* texts(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
