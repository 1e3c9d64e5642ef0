// What the website says about its widget, on the element or, with data-, on the script.

const NAMES = [
  "product", "locale", "mode", "theme", "position", "label", "server", "timeout", "terms-url", "privacy-url", "open",
];
const TIMEOUT_SECONDS = 60;
const SCRIPT = new URL(import.meta.url);

export const ATTRIBUTES = NAMES;

export function configOf(element) {
  const given = (name) => element.getAttribute(name)?.trim() || null;
  const page = given("locale") ?? document.documentElement.lang ?? "";
  const spoken = (page || navigator.language || "ja").toLowerCase();
  return {
    product: given("product"),
    locale: spoken.startsWith("ja") ? "ja" : "en",
    inline: given("mode") === "inline",
    label: given("label"),
    server: (given("server") ?? SCRIPT.origin).replace(/\/+$/, ""),
    timeout: (Number(given("timeout")) || TIMEOUT_SECONDS) * 1000,
    terms: given("terms-url"),
    privacy: given("privacy-url"),
    key: ["coverage-assistant", element.id || given("mode") || "launcher", given("product") ?? ""].join(":"),
  };
}

// The script tag that this module was loaded by; a module cannot ask for it.
export function ownScript() {
  const scripts = [...document.querySelectorAll("script[src]")];
  return scripts.find((script) => new URL(script.src, document.baseURI).href === SCRIPT.href) ?? null;
}

export function attributesOf(script) {
  return NAMES.filter((name) => script.hasAttribute(`data-${name}`)).map((name) => [name, script.getAttribute(`data-${name}`)]);
}
