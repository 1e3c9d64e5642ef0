// The products, each with a page of its own.

import { made, products } from "./node.js";

const entries = (await products()).map((product) => {
  const entry = document.createElement("li");
  const who = [product.insurer, product.operator].filter(Boolean).join(" ／ ");
  entry.append(made("a", product.name, { href: `/demo/products/${product.id}` }), made("p", who));
  return entry;
});
document.getElementById("list").replaceChildren(...entries);
