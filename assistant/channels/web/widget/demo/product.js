// The page of one product, which its address names. The widget is the product's.

import { made, products } from "./node.js";

const found = (id) => document.getElementById(id);
const id = location.pathname.replace(/\/$/, "").split("/").pop();

// before the script of the widget looks for it
const widget = document.createElement("coverage-assistant");
widget.setAttribute("product", id);
document.body.append(widget);

const product = (await products()).find((each) => each.id === id);
if (product) {
  document.title = `${product.name}（見本サイト）`;
  found("name").textContent = product.name;
  found("insurer").textContent = [product.insurer, product.operator].filter(Boolean).join(" ／ ");
  const questions = product.suggestions.map((text) => {
    const entry = document.createElement("li");
    const ask = made("button", text, { type: "button" });
    ask.addEventListener("click", () => widget.ask(text));
    entry.append(ask);
    return entry;
  });
  found("list").replaceChildren(...questions);
  found("plan-section").hidden = !product.plans.length;
  found("plan-list").replaceChildren(...product.plans.map((plan) => made("li", plan.name)));
} else {
  found("name").textContent = "この商品は取り扱っていません。";
}
