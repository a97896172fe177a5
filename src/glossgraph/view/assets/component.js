/* The app's component: called by Streamlit at every change of data or theme. */
import "./vis-network.min.js";
import "./labels.js";
import "./gestures.js";
import "./controls.js";
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
  picture.host.select = (id) => setTriggerValue("select", { id });
  picture.host.expand = (id) => setTriggerValue("expand", { id });
  picture.host.open = (id) => setTriggerValue("open", { id });
  picture.host.edge = (edge) => setTriggerValue("edge", edge);
  picture.show(data);
  picture.theme();
  return () => {
    picture.destroy();
    picture.root.remove();
    pictures.delete(parentElement);
  };
}
