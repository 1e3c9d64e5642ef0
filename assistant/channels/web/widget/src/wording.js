// What the widget says, in one language.

import { TEXTS } from "./texts.yaml";

export function wordingIn(language) {
  const texts = TEXTS[language] ?? TEXTS.ja;
  const say = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  say.all = (key) => texts[key];
  say.has = (key) => typeof key === "string" && Object.hasOwn(texts, key);
  say.yen = (amount) => say("yen", { n: amount.toLocaleString("ja-JP") });
  say.language = Object.hasOwn(TEXTS, language) ? language : "ja";
  return say;
}
