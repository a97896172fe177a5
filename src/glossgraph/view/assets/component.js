/* The app's component: called by Streamlit at every change of data or theme. */
import "./vis-network.min.js";
import "./labels.js";
import "./gestures.js";
import "./controls.js";
import "./places.js";
import "./picture.js";

const pictures = new WeakMap();

export default function ({ parentElement, data, setTriggerValue }) {
  let picture = pictures.get(parentElement);
  if (!picture) {
    const root = document.createElement("div");
    parentElement.append(root);
    picture = new globalThis.glossgraph.Picture(root, {});
    pictures.set(parentElement, picture);
  }
  for (const event of ["select", "expand", "open"])
    picture.host[event] = (id, category) => setTriggerValue(event, id === null ? { category } : { id });
  picture.host.clear = () => setTriggerValue("select", {});
  picture.host.edge = (edge) => setTriggerValue("edge", edge);
  picture.show(data);
  picture.theme();
  return () => {
    picture.destroy();
    picture.root.remove();
    pictures.delete(parentElement);
  };
}
