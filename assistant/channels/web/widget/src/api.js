// The HTTP API, with a session token that is renewed when it has to be.

import { eventsOf } from "./sse.js";

const TRIES = 10; // while the server is still loading
const EARLY = 30000; // milliseconds before its end at which a token is renewed

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
    return (await this.request(conversationPath(conversation))).json();
  }

  async remove(conversation) {
    try {
      await this.request(conversationPath(conversation), { method: "DELETE" });
    } catch (trouble) {
      if (trouble.status !== 404) throw trouble;
    }
  }

  async rate(message_id, rating, reason) {
    await this.request("/api/v1/feedback", json({ message_id, rating, reason }));
  }

  // Sends a message; gives the events of the turn.
  async *chat(message, signal) {
    const patience = new Patience(this.timeout);
    try {
      const options = json(message, { Accept: "text/event-stream" });
      const response = await this.request("/api/v1/chat", { ...options, signal: AbortSignal.any([signal, patience.signal]) });
      for await (const event of eventsOf(response.body, () => patience.renew())) {
        if (event.name === "error") throw new Trouble("failed", { status: event.data.status });
        yield event;
        if (event.name === "done") return;
      }
      throw new Trouble("unreachable");
    } catch (error) {
      if (signal.aborted) throw new Trouble("stopped");
      if (patience.signal.aborted) throw new Trouble("timeout");
      throw error instanceof Trouble ? error : new Trouble("unreachable");
    } finally {
      patience.end();
    }
  }

  async request(path, options = {}) {
    let renewed = false;
    for (let tries = 1; ; tries += 1) {
      const token = await this.token(renewed);
      const headers = { ...options.headers, Authorization: `Bearer ${token}` };
      const response = await this.send(path, { ...options, headers });
      if (response.ok) return response;
      const trouble = troubleOf(response);
      const loading = response.status === 503 && trouble.wait > 0 && tries < TRIES;
      if (!loading && (response.status !== 401 || renewed)) throw trouble;
      if (loading) await new Promise((resolve) => setTimeout(resolve, trouble.wait * 1000));
      else renewed = true;
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
    const response = await this.send("/api/v1/widget/session", { method: "POST", headers });
    if (!response.ok) throw troubleOf(response);
    const { token, expires_in, product } = await response.json();
    this.kept.set({ token, until: Date.now() + expires_in * 1000, product });
    return token;
  }

  async send(path, options) {
    try {
      return await fetch(this.server + path, { credentials: "omit", ...options });
    } catch (error) {
      if (options.signal?.aborted) throw error;
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
    this.timer = setTimeout(() => this.controller.abort(), this.milliseconds);
  }

  end() {
    clearTimeout(this.timer);
  }
}

function conversationPath(conversation) {
  return `/api/v1/conversations/${encodeURIComponent(conversation)}`;
}

function json(body, headers = {}) {
  return { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}

function troubleOf(response) {
  const wait = Number(response.headers.get("Retry-After")) || 0;
  const kind = { 403: "unlisted", 429: "tooMany" }[response.status] ?? "failed";
  return new Trouble(kind, { status: response.status, wait });
}
