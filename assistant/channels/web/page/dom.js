// Building nodes. Text only ever becomes text: nothing here takes HTML.

export function node(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function table(header, rows) {
  const headings = header.map((text) => node("th", { scope: "col" }, text));
  const body = rows.map((cells) =>
    node("tr", {}, ...cells.map((text, place) => node(place ? "td" : "th", place ? {} : { scope: "row" }, text))),
  );
  return node(
    "div",
    { className: "scroll", tabIndex: 0 },
    node("table", {}, node("thead", {}, node("tr", {}, ...headings)), node("tbody", {}, ...body)),
  );
}

export function list(items) {
  return node("ul", {}, ...items.map((item) => node("li", {}, item)));
}

// An address of the knowledge base as a link, where it is one to the web.
export function link(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return node("span", {}, url);
  }
  const safe = parsed.protocol === "https:" || parsed.protocol === "http:";
  return safe ? node("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, url) : node("span", {}, url);
}

export function phone(number) {
  const digits = number.normalize("NFKC").replace(/[^\d+]/g, "");
  return digits ? node("a", { href: `tel:${digits}` }, number) : node("span", {}, number);
}
