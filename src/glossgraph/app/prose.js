// Draws a tree of plain nodes as DOM. Text becomes text nodes and nothing else; tags and attributes come from the two
// lists below, so whatever a glossary holds is shown as it is written.
const TAGS = new Set(
  ("article section header nav div p span strong small mark h1 h2 h3 h4 ul ol li dl dt dd blockquote q button " +
    "table caption thead tbody tr th td details summary hr").split(" "),
);
const ATTRIBUTES = new Set(["class", "lang", "title", "scope", "role", "colspan", "dir"]);
const COLOR = /^#[0-9a-f]{6}$/i;
const shown = new WeakMap();

function build(node, send) {
  if (typeof node === "string") return document.createTextNode(node);
  const tag = TAGS.has(node.tag) ? node.tag : "span";
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(node.at ?? {})) {
    if (ATTRIBUTES.has(name) || name.startsWith("aria-")) element.setAttribute(name, String(value));
  }
  if (COLOR.test(node.color ?? "")) element.style.setProperty("--swatch", node.color);
  if (tag === "details") {
    element.dataset.keep = node.keep ?? "";
    element.open = node.open === true;
  }
  if (tag === "button") {
    element.type = "button";
    element.disabled = node.disabled === true;
    if (node.go) element.addEventListener("click", () => send(node.go));
  }
  for (const child of node.in ?? []) element.append(build(child, send));
  return element;
}

function scroller(element) {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".prose");
  const text = JSON.stringify(data);
  const before = shown.get(root);
  if (before && before.text === text) return;
  const focused = root.contains(parentElement.activeElement ?? document.activeElement);
  const open = new Set([...root.querySelectorAll("details[data-keep]")].filter((one) => one.open).map((one) => one.dataset.keep));
  const send = (go) => setTriggerValue("go", go);
  root.replaceChildren(...data.nodes.map((node) => build(node, send)));
  for (const one of root.querySelectorAll("details[data-keep]")) if (before && one.dataset.keep) one.open = open.has(one.dataset.keep);
  if (before && before.about !== data.about) {
    const host = parentElement.host ?? parentElement;
    scroller(host)?.scrollTo({ top: 0 });
    if (focused) {
      root.tabIndex = -1;
      root.focus({ preventScroll: true });
    }
  }
  shown.set(root, { text, about: data.about });
}
