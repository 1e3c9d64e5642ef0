// Building nodes. Text only ever becomes text: nothing here takes HTML.

const SVG = "http://www.w3.org/2000/svg";

export function node(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "onclick") made.addEventListener("click", value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

export function button(properties, ...children) {
  return node("button", { type: "button", ...properties }, ...children);
}

export function list(items, properties = {}) {
  return node("ul", properties, ...items.map((item) => node("li", {}, item)));
}

// A table in a region that scrolls sideways, by keyboard too.
export function table(header, rows, label, name) {
  const headings = header.map((text) => node("th", { scope: "col" }, text));
  const body = rows.map((cells) =>
    node("tr", {}, ...cells.map((text, place) => (place ? node("td", {}, text) : node("th", { scope: "row" }, text)))),
  );
  const whole = node("table", {}, node("thead", {}, node("tr", {}, ...headings)), node("tbody", {}, ...body));
  return node("div", { class: "scroll-x", part: "table", role: "region", tabindex: 0, "aria-label": name ?? label }, whole);
}

// An address as a link where it leads to the web, else null; one of the page's own may be relative to `base`.
export function webLink(url, text, base) {
  let parsed = null;
  try {
    parsed = new URL(url, base);
  } catch {
    return null;
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
  return node("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, text ?? url);
}

export function phoneLink(number, ...children) {
  const digits = number.normalize("NFKC").replace(/[^\d+]/g, "");
  const shown = children.length ? children : [number];
  return digits ? node("a", { href: `tel:${digits}`, class: "phone" }, ...shown) : node("span", {}, ...shown);
}

// 2026-11-21 as people of the language write it.
export function dayNode(day, say) {
  const shown = new Date(`${day}T00:00:00`).toLocaleDateString(say.language, { dateStyle: "long" });
  return node("time", { datetime: day }, say("day", { day: shown }));
}

// A drawing of 24 by 24 that nobody needs to read.
export function icon(...paths) {
  const made = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }))
    made.setAttribute(name, value);
  for (const path of paths) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    made.append(line);
  }
  return made;
}

export const ICONS = {
  chat: ["M4 5h16v11H9l-5 4z", "M8 9h8M8 12.5h5"],
  close: ["M6 6l12 12M18 6L6 18"],
  widen: ["M14 5h5v5M10 19H5v-5M19 5l-6 6M5 19l6-6"],
  remove: ["M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v6M13.5 10.5v6"],
  phone: ["M6 4h3.5l1.5 4.5-2 1.3a12 12 0 0 0 5.2 5.2l1.3-2 4.5 1.5V18c0 1.2-.9 2-2 2C10.500 20 4 13.500 4 6c0-1.100.8-2 2-2z"],
  send: ["M4 12l16-7.500-5 15.500-3.500-6.500z", "M11.500 13.500L20 4.500"],
  stop: ["M7 7h10v10H7z"],
  up: ["M8 11l4-7c1.500 0 2.300 1 2 2.500L13.500 10H19c1 0 1.600.8 1.400 1.800l-1.300 6.600c-.2 1-.9 1.600-1.900 1.600H8zM8 11H4v9h4"],
  down: ["M16 13l-4 7c-1.500 0-2.300-1-2-2.500l.5-3.500H5c-1 0-1.600-.8-1.400-1.800l1.300-6.600C5.100 4.600 5.800 4 6.800 4H16zM16 13h4V4h-4"],
  yes: ["M5 12.500l4.500 4.500L19 7"],
  no: ["M6.500 6.500l11 11M17.500 6.500l-11 11"],
  some: ["M12 5l8 14H4z"],
  info: ["M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z", "M12 11v5.500M12 7.500v.1"],
  person: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c.6-4 3.600-6 7.500-6s6.900 2 7.500 6"],
};
