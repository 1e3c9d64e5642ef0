// The demo page: a conversation, and what surrounds it.

import { answerNodes, suggestionsNode } from "./answer.js";
import { ProblemError, chat, past, read, remove } from "./api.js";
import { blockNode, contactNode } from "./blocks.js";
import { Composer } from "./composer.js";
import { node } from "./dom.js";
import { kept } from "./kept.js";
import { textsIn } from "./texts.js";

const found = (id) => document.getElementById(id);
const log = found("log");
const composer = new Composer(found("composer"), found("message"), found("send"), found("stop"));
let texts = textsIn("ja");
let about = null;
let products = [];
let conversation = null;
let running = null;

async function ask(message) {
  if (running) return;
  running = new AbortController();
  composer.setBusy(true);
  addQuestion(message);
  const reply = addReply();
  const body = { message, conversation_id: conversation, product: found("product").value || null };
  try {
    for await (const [event, data] of chat({ ...body, locale: found("language").value }, running.signal)) {
      if (event === "status") say(data.text);
      if (event === "block") reply.append(blockNode(data, () => []));
      if (event === "done") finish(reply, data);
    }
  } catch (error) {
    fail(reply, message, error);
  } finally {
    running = null;
    say("");
    reply.removeAttribute("aria-busy");
    composer.setBusy(false);
  }
}

function finish(reply, answer) {
  setConversation(answer.conversation_id);
  reply.replaceChildren(...answerNodes(answer, texts, ask));
  reply.scrollIntoView({ block: "nearest" });
}

function fail(reply, message, error) {
  const stopped = error.name === "AbortError";
  if (!stopped && !(error instanceof ProblemError)) console.error(error);
  const text = stopped ? texts.stopped : error instanceof ProblemError ? error.message : texts.offline;
  const again = node("button", { type: "button" }, texts.retry);
  again.addEventListener("click", () => ask(message));
  reply.replaceChildren(node("p", { className: "error" }, text), again);
}

function addQuestion(text) {
  log.append(node("p", { className: "question", "aria-label": texts.question }, text));
}

function addReply() {
  const reply = node("article", { className: "answer", "aria-label": texts.answer, "aria-busy": "true" });
  log.append(reply);
  reply.scrollIntoView({ block: "end" });
  return reply;
}

function say(text) {
  found("status").textContent = text;
}

function setConversation(id) {
  conversation = id;
  kept.set("conversation", id);
  found("remove").hidden = !id;
}

function begin() {
  running?.abort();
  setConversation(null);
  const product = products.find((each) => each.id === found("product").value);
  const suggestions = product?.suggestions.length ? product.suggestions : about.suggestions;
  const greeting = about.greeting ? node("p", {}, about.greeting) : null;
  const first = suggestionsNode(suggestions, texts.first, ask);
  log.replaceChildren(node("article", { className: "answer" }, ...[greeting, first].filter(Boolean)));
}

async function resume(id) {
  const { exchanges } = await past(id);
  setConversation(id);
  for (const { message, answer } of exchanges) {
    addQuestion(message);
    addReply().replaceChildren(...answerNodes(answer, texts, ask));
    log.lastElementChild.removeAttribute("aria-busy");
  }
}

async function speak(language) {
  texts = textsIn(language);
  document.documentElement.lang = language;
  [about, products] = await Promise.all([
    read(`/api/v1/assistant?locale=${language}`),
    read(`/api/v1/products?locale=${language}`),
  ]);
  document.title = about.name;
  found("name").textContent = about.name;
  for (const each of document.querySelectorAll("[data-text]")) each.textContent = texts[each.dataset.text];
  found("message").placeholder = texts.placeholder;
  found("message").setAttribute("aria-label", texts.question);
  log.setAttribute("aria-label", about.name);
  const chosen = found("product").value;
  const options = products.map((each) => node("option", { value: each.id }, each.name));
  found("product").replaceChildren(node("option", { value: "" }, texts.everything), ...options);
  found("product").value = chosen;
  showPeople();
}

function showPeople() {
  const chosen = found("product").value;
  const shown = products
    .filter((each) => !chosen || each.id === chosen)
    .flatMap((each) => each.contacts.map((contact) => ({ ...contact, label: `${each.name} ${contact.label}` })));
  found("people").lastElementChild.replaceChildren(...shown.map(contactNode));
}

async function start() {
  const language = kept.get("language") ?? (navigator.language.startsWith("ja") ? "ja" : "en");
  found("language").value = language;
  texts = textsIn(language);
  for (;;) {
    try {
      await speak(language);
      break;
    } catch (error) {
      say(error instanceof ProblemError ? error.message : texts.offline);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  say("");
  const known = kept.get("conversation");
  begin();
  if (known) await resume(known).catch(() => setConversation(null));
}

composer.onSend(ask);
composer.onStop(() => running?.abort());
found("begin").addEventListener("click", begin);
found("remove").addEventListener("click", async () => {
  await remove(conversation);
  begin();
  say(texts.removed);
});
found("product").addEventListener("change", () => {
  showPeople();
  begin();
});
found("language").addEventListener("change", async (event) => {
  kept.set("language", event.target.value);
  await speak(event.target.value);
  begin();
});
start();
