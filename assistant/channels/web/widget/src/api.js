// The HTTP API, with a session token that is renewed when it has to be.

import { eventsOf } from "./sse.js";

const EARLY = 30000; // milliseconds before its end at which a token is renewed
const LONGEST = 5; // times the patience, after which an answer is given up though signs of life come
const TIMEOUT = "TimeoutError";
const SESSION = "/api/v1/widget/session";

// Why there is no answer: kind is a key of the texts.
export class Trouble extends Error {
  constructor(kind, more = {}) {
    super(kind);
    this.kind = kind;
    Object.assign(this, more);
  }
}

export class Api {
  constructor(server, kept, timeout) {
    this.server = server;
    this.kept = kept;
    this.timeout = timeout;
    this.renewal = null;
  }

  async start(product, locale) {
    const query = new URLSearchParams({ locale, ...(product ? { product } : {}) });
    return (await this.request(`/api/v1/widget/start?${query}`)).json();
  }

  // The product that the settings name for this website, if any.
  async product() {
    await this.token();
    return this.kept.get("product");
  }

  async industries(query, locale) {
    return (await this.request(`/api/v1/industries?${new URLSearchParams({ query, locale })}`)).json();
  }

  async past(conversation) {
    return (await this.request(`/api/v1/conversations/${encodeURIComponent(conversation)}`)).json();
  }

  // Deletes all that was said in this session, also what the browser never heard of.
  async remove() {
    await this.request(SESSION, { method: "DELETE" });
  }

  async rate(message_id, rating, reason) {
    await this.request("/api/v1/feedback", json({ message_id, rating, reason }));
  }

  // Sends a message; gives the events of the turn.
  async *chat(message, stopped) {
    const patience = new Patience(this.timeout);
    const signal = AbortSignal.any([stopped, patience.signal, AbortSignal.timeout(LONGEST * this.timeout)]);
    try {
      const options = { ...json(message, { Accept: "text/event-stream" }), signal };
      const response = await this.request("/api/v1/chat", options);
      for await (const event of eventsOf(response.body, () => patience.renew())) {
        if (event.name === "error") throw new Trouble("failed", { status: event.data.status });
        yield event;
        if (event.name === "done") return;
      }
      throw new Trouble("unreachable");
    } catch (error) {
      throw troubleWith(error, signal);
    } finally {
      patience.end();
    }
  }

  // A response that is well; a server that is still loading is asked again until patience ends.
  async request(path, options = {}) {
    const signal = options.signal ?? AbortSignal.timeout(this.timeout);
    let renewed = false;
    try {
      for (;;) {
        const token = await unless(signal, this.token(renewed));
        const headers = { ...options.headers, Authorization: `Bearer ${token}` };
        const response = await this.send(path, { ...options, headers, signal });
        if (response.ok) return response;
        const trouble = troubleOf(response);
        const loading = response.status === 503 && trouble.wait > 0;
        if (!loading && (response.status !== 401 || renewed)) throw trouble;
        if (loading) await unless(signal, new Promise((resolve) => setTimeout(resolve, trouble.wait * 1000)));
        else renewed = true;
      }
    } catch (error) {
      throw troubleWith(error, signal);
    }
  }

  async token(fresh = false) {
    if (!fresh && this.kept.get("token") && this.kept.get("until") > Date.now() + EARLY) return this.kept.get("token");
    this.renewal ??= this.renew().finally(() => (this.renewal = null));
    return this.renewal;
  }

  async renew() {
    const earlier = this.kept.get("token");
    const headers = earlier ? { Authorization: `Bearer ${earlier}` } : {};
    const signal = AbortSignal.timeout(this.timeout);
    const response = await this.send(SESSION, { method: "POST", headers, signal });
    if (!response.ok) throw troubleOf(response);
    const { token, expires_in, product } = await response.json();
    this.kept.set({ token, until: Date.now() + expires_in * 1000, product });
    return token;
  }

  async send(path, options) {
    try {
      return await fetch(this.server + path, { credentials: "omit", ...options });
    } catch (error) {
      if (options.signal.aborted) throw troubleWith(error, options.signal);
      throw new Trouble(navigator.onLine === false ? "offline" : "unreachable");
    }
  }
}

// Runs out when nothing has come for so many milliseconds.
class Patience {
  constructor(milliseconds) {
    this.milliseconds = milliseconds;
    this.controller = new AbortController();
    this.signal = this.controller.signal;
    this.renew();
  }

  renew() {
    this.end();
    this.timer = setTimeout(() => this.controller.abort(new DOMException("", TIMEOUT)), this.milliseconds);
  }

  end() {
    clearTimeout(this.timer);
  }
}

// What `promise` gives, unless the signal comes first.
function unless(signal, promise) {
  const aborted = new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([promise, aborted]);
}

function troubleWith(error, signal) {
  if (signal.aborted) return new Trouble(signal.reason.name === TIMEOUT ? "timeout" : "stopped");
  return error instanceof Trouble ? error : new Trouble("unreachable");
}

function json(body, headers = {}) {
  return { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}

function troubleOf(response) {
  const wait = Number(response.headers.get("Retry-After")) || 0;
  const kind = { 403: "unlisted", 429: "tooMany" }[response.status] ?? "failed";
  return new Trouble(kind, { status: response.status, wait });
}
