// Turns to another page as the browser's own Back and Forward do: one step in its history, which holds the whole view.
// (Streamlit's switch_page makes two; the first has the old page with the new page's parameters.)
const turned = new WeakSet();

export default function ({ parentElement, data }) {
  if (turned.has(parentElement)) return;
  turned.add(parentElement);
  history.pushState({}, "", data.to);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}
