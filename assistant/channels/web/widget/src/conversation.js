// A conversation: asking, stopping, trying again, going on after a reload, deleting.

import { Trouble } from "./api.js";

const LONGEST_WAIT = 300; // seconds that a retry button waits; beyond, asking again is no use for now
const PLAINLY = 3; // words from which on a message is plainly English

export class Conversation {
  constructor({ api, kept, log, say, product, locale, show }) {
    Object.assign(this, { api, kept, log, say, product, locale, show });
    this.running = null;
    this.last = null; // the newest answer on the screen
  }

  get id() {
    return this.kept.get("conversation");
  }

  // Whether another tab has gone on with the conversation, or deleted it.
  get isBehind() {
    return !this.running && this.kept.get("last") !== this.last;
  }

  // Whether there is something to delete.
  get isBegun() {
    return Boolean(this.id ?? this.kept.get("asked"));
  }

  ask(message) {
    this.turn = this.converse(message);
    return this.turn;
  }

  async converse(message) {
    this.running = new AbortController();
    this.kept.set({ asked: message });
    this.show.busy(true);
    const question = this.log.addQuestion(message);
    const draft = this.log.addDraft();
    this.show.end();
    const request = { message, conversation_id: this.id, product: this.product, locale: localeOf(message, this.locale) };
    try {
      this.show.status(this.say("waiting"));
      for await (const { name, data } of this.api.chat(request, this.running.signal)) {
        if (name === "status") this.show.status(data.text);
        if (name === "block") draft.add(data);
        if (name === "done") this.finish(data, draft, question);
      }
    } catch (error) {
      draft.remove();
      this.fail(message, question, error);
    } finally {
      this.running = null;
      this.show.status("");
      this.show.busy(false);
    }
    if (this.missed) this.show.anew();
  }

  stop() {
    this.running?.abort();
  }

  finish(answer, draft, question) {
    // another tab has gone on meanwhile
    this.missed = this.kept.get("last") !== this.last;
    this.last = answer.message_id;
    this.kept.set({ conversation: answer.conversation_id, asked: null, last: this.last });
    draft.remove();
    this.show.answered(answer, question, this.log.addAnswer(answer));
  }

  fail(message, question, error) {
    const trouble = error instanceof Trouble ? error : new Trouble("failed");
    if (!(error instanceof Trouble)) console.error(error);
    const wait = trouble.wait ?? 0;
    const again = () => {
      question.remove();
      shown.remove();
      this.ask(message);
    };
    const retry = wait <= LONGEST_WAIT && trouble.kind !== "unlisted" ? again : null;
    const shown = this.log.addTrouble(this.say(trouble.kind, { when: this.duration(wait) }), retry, trouble.kind === "tooMany" ? wait : 0);
    if (trouble.kind === "unlisted") console.warn(`coverage-assistant: ${location.origin} is not listed in ASSISTANT_WIDGET_ORIGINS`);
    this.show.end();
  }

  // Puts the conversation so far on the screen, and a question that was left without an answer.
  async resume() {
    const asked = this.kept.get("asked");
    const exchanges = this.id ? await this.past() : [];
    // asked while another tab was followed
    if (this.running) return true;
    this.log.clear();
    this.missed = false;
    this.last = this.kept.get("last");
    for (const { message, answer } of exchanges) {
      this.log.addQuestion(message);
      this.log.addAnswer(answer);
    }
    if (asked) {
      const question = this.log.addQuestion(asked);
      const again = () => {
        question.remove();
        shown.remove();
        this.ask(asked);
      };
      const shown = this.log.addTrouble(this.say("interrupted"), again);
    }
    return exchanges.length > 0 || Boolean(asked);
  }

  async past() {
    try {
      return (await this.api.past(this.id)).exchanges;
    } catch (trouble) {
      if (trouble.status !== 404) throw trouble;
      this.kept.set({ conversation: null, last: null });
      return [];
    }
  }

  async remove() {
    this.stop();
    await this.turn;
    await this.api.remove();
    this.last = null;
    this.kept.set({ conversation: null, asked: null, draft: "", last: null });
    this.log.clear();
  }

  duration(seconds) {
    if (seconds < 90) return this.say("seconds", { n: Math.max(1, Math.ceil(seconds)) });
    if (seconds < 5400) return this.say("minutes", { n: Math.ceil(seconds / 60) });
    return this.say("hours", { n: Math.ceil(seconds / 3600) });
  }
}

// The language of the page where that of a message is not plain; else the server finds it.
function localeOf(message, page) {
  const plain = /[ぁ-ん]/.test(message) || message.match(/[a-z]+/gi)?.length >= PLAINLY;
  return plain ? null : page;
}
