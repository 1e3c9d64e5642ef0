// Small forms for what a tool needs. What is filled in is sent as a message, so that the conversation knows it.

import { comboBox } from "./combobox.js";
import { node } from "./dom.js";

let numbered = 0;

// A form for each tool result that lacks something that a form can ask for; open where it is the only one.
export function formNodes(answer, scene) {
  const lacking = answer.tool_results.flatMap(({ tool, arguments: given, result }) => {
    const form = scene.forms.find((each) => each.tool === tool && each.product === given.product);
    const missing = result.missing ?? [];
    const fields = (form?.fields ?? []).filter((field) => missing.includes(field.name) || !field.required);
    return fields.some((field) => field.required) ? [{ ...form, fields }] : [];
  });
  const several = lacking.length > 1;
  return lacking.map((form) => {
    const title = several ? `${scene.say(form.tool)} — ${form.called}` : scene.say(form.tool);
    return foldedForm(title, form, scene, { class: "ask now", open: !several });
  });
}

export function foldedForm(title, form, scene, properties) {
  const folded = node("details", { part: "form", ...properties }, node("summary", {}, title), formNode(form, scene));
  folded.querySelector("summary").addEventListener("click", () => setTimeout(() => folded.scrollIntoView({ block: "nearest" })));
  return folded;
}

function formNode(form, scene) {
  const { say, ask } = scene;
  const fields = form.fields.map((field) => fieldNode(field, scene));
  const made = node("form", { class: "fields", novalidate: true }, ...fields.map(({ row }) => row), node("button", { type: "submit", class: "primary" }, say("submit")));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) {
      wrong[0].input.focus();
      return;
    }
    const filled = fields.filter((field) => field.value());
    const parts = filled.map(({ name, value }) => say("given", { name: plainName(name, say), value: value() }));
    ask(say(`${form.tool}Message`, { product: form.called, given: parts.join(say("join")) }));
  });
  return made;
}

// 割引確認シートの割引率（任意） as it stands in a sentence.
function plainName(name, say) {
  return say(name).replace(/\s*[（(].*[）)]$/, "");
}

function fieldNode(field, scene) {
  const { say } = scene;
  const id = `field-${(numbered += 1)}`;
  const input = inputNode(field, scene, id);
  const control = input.control ?? input;
  const problem = node("p", { class: "problem", id: `${id}-problem`, hidden: true });
  const check = () => {
    const lacking = field.required && !control.value.trim();
    problem.textContent = lacking ? say("required") : "";
    problem.hidden = !lacking;
    if (lacking) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    return !lacking;
  };
  control.setAttribute("aria-describedby", problem.id);
  control.addEventListener("input", () => problem.hidden || check());
  const row = node("div", { class: "field" }, node("label", { for: id }, say(field.name)), input.box ?? input, problem);
  return { row, name: field.name, input: control, check, value: () => spokenValue(field, control) };
}

function inputNode(field, scene, id) {
  const { say } = scene;
  const required = field.required ? "true" : null;
  if (field.choices.length) {
    const options = field.choices.map((choice) => node("option", { value: choice.id }, choice.name));
    return node("select", { id, "aria-required": required }, node("option", { value: "" }, say("choose")), ...options);
  }
  if (field.name === "industry") return comboBox({ id, "aria-required": required, placeholder: say("industryHint") }, scene);
  const hint = field.most === null ? say("revenueHint") : say("percentHint", { n: field.most });
  const mode = field.most === null ? null : "decimal";
  return node("input", { id, type: "text", "aria-required": required, autocomplete: "off", inputmode: mode, maxlength: 60, placeholder: hint });
}

// What stands in a sentence: the name of a choice, a percentage with its sign.
function spokenValue(field, control) {
  const value = control.value.trim();
  if (!value) return "";
  if (field.choices.length) return control.selectedOptions[0].textContent;
  return field.most !== null && /^[\d.０-９．]+$/.test(value) ? `${value}%` : value;
}
