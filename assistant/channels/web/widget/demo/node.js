// Elements of the demo site: text only ever becomes text.

export function made(tag, text, properties = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  return Object.assign(element, properties);
}

export async function products() {
  for (;;) {
    const response = await fetch("/api/v1/products");
    if (response.ok) return response.json();
    // the server is still loading
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
