// Options on the left, the widget as it will be on the right, and the lines to copy.

import { made, products } from "./node.js";

const ATTRIBUTES = ["product", "locale", "mode", "theme", "position", "label", "terms-url", "privacy-url"];
const DEFAULTS = { accent: "#0b5a75", radius: "14" };
const ENOUGH = 4.5;
const found = (id) => document.getElementById(id);
const form = found("options");
const themes = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, themes];

function chosen() {
  const values = Object.fromEntries(new FormData(form));
  const attributes = ATTRIBUTES.map((name) => [name, values[name].trim()]).filter(([, value]) => value);
  const properties = Object.keys(DEFAULTS)
    .filter((name) => values[name] !== DEFAULTS[name])
    .map((name) => [`--ca-${name}`, name === "radius" ? `${values[name]}px` : values[name]]);
  if (properties.some(([name]) => name === "--ca-accent")) properties.push(["--ca-on-accent", readable(values.accent)]);
  return { attributes, properties };
}

// What a widget is made with: it is made anew.
function show() {
  const { attributes } = chosen();
  const widget = document.createElement("coverage-assistant");
  for (const [name, value] of attributes) widget.setAttribute(name, value);
  const inline = widget.getAttribute("mode") === "inline";
  if (!inline) widget.setAttribute("open", "");
  for (const old of document.querySelectorAll("coverage-assistant")) old.remove();
  (inline ? found("preview") : document.body).append(widget);
  paint();
}

// What its colours and corners are, and the lines to copy.
function paint() {
  const { attributes, properties } = chosen();
  const rules = properties.map(([name, value]) => `${name}: ${value};`).join(" ");
  themes.replaceSync(`coverage-assistant { ${rules} }`);
  const inline = form.elements.mode.value === "inline";
  found("snippet").value = snippet(attributes, rules, inline);
  const accent = form.elements.accent.value;
  const weak = contrast(accent, "#ffffff") < ENOUGH;
  found("contrast").textContent = weak ? "白い背景の上では文字が読みにくい色です。もう少し濃い色をおすすめします。" : "";
}

function snippet(attributes, rules, inline) {
  const style = rules ? `<!-- サイトのCSSに -->\ncoverage-assistant { ${rules} }\n\n` : "";
  const source = `${location.origin}/widget.js`;
  const written = (prefix) => attributes.map(([name, value]) => ` ${prefix}${name}="${value.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`).join("");
  if (!inline) return `${style}<script type="module" src="${source}"${written("data-")} async></script>`;
  return `${style}<script type="module" src="${source}" async></script>\n<coverage-assistant${written("")}></coverage-assistant>`;
}

// Of WCAG: relative luminance, and the ratio of two.
function luminance(colour) {
  const parts = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function readable(accent) {
  return contrast(accent, "#ffffff") >= contrast(accent, "#000000") ? "#ffffff" : "#000000";
}

form.addEventListener("input", paint);
form.addEventListener("change", (event) => event.target.name in DEFAULTS || show());
form.addEventListener("submit", (event) => event.preventDefault());
found("copy").addEventListener("click", async () => {
  found("snippet").select();
  try {
    await navigator.clipboard.writeText(found("snippet").value);
    found("copied").textContent = "コピーしました。";
  } catch {
    found("copied").textContent = "選択しました。Ctrl+Cでコピーしてください。";
  }
});
show();
for (const product of await products()) form.elements.product.append(made("option", product.name, { value: product.id }));
