// Defines <coverage-assistant>, and puts one into a page that holds none.

import { attributesOf, ownScript } from "./config.js";
import { CoverageAssistant } from "./element.js";

const TAG = "coverage-assistant";

function launch() {
  const script = ownScript();
  if (!script || document.querySelector(TAG)) return;
  const made = document.createElement(TAG);
  for (const [name, value] of attributesOf(script)) made.setAttribute(name, value);
  document.body.append(made);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, CoverageAssistant);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", launch);
  else launch();
}
