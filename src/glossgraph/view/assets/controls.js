/* Buttons and keys of a picture. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const ICONS = {
    zoom_in: "M12 5v14M5 12h14",
    zoom_out: "M5 12h14",
    fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5M9 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
    save: "M12 4v11M7 11l5 5l5 -5M5 20h14",
    fullscreen: "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7 -7",
  };

  const icon = (path) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  class Controls {
    constructor(picture) {
      this.picture = picture;
      this.bar = document.createElement("div");
      this.bar.className = "gg-controls";
      this.buttons = {};
      const names = Object.keys(ICONS).filter((name) => name !== "fullscreen" || document.fullscreenEnabled);
      for (const name of names) {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.does = name;
        button.append(icon(ICONS[name]));
        button.addEventListener("click", () => act(picture, name));
        this.buttons[name] = button;
        this.bar.append(button);
      }
    }

    name(texts) {
      for (const [name, button] of Object.entries(this.buttons)) {
        button.title = texts[name] || name;
        button.setAttribute("aria-label", button.title);
      }
    }
  }

  const act = (picture, name) => {
    if (!picture.network) return;
    if (name === "zoom_in") zoom(picture, 1.3);
    if (name === "zoom_out") zoom(picture, 1 / 1.3);
    if (name === "fit") picture.fit();
    if (name === "save") save(picture);
    if (name === "fullscreen") {
      if (document.fullscreenElement) document.exitFullscreen();
      else picture.root.requestFullscreen();
    }
  };

  const zoom = (picture, factor) => {
    const scale = Math.min(6, Math.max(0.05, picture.network.getScale() * factor));
    picture.network.moveTo({ scale, animation: false });
    picture.keepView();
  };

  const pan = (picture, x, y) => {
    const scale = picture.network.getScale();
    const at = picture.network.getViewPosition();
    picture.network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, animation: false });
    picture.keepView();
  };

  /* The picture as a PNG, on the colour of the page. */
  const save = (picture) => {
    const drawn = picture.canvas.querySelector("canvas");
    const copy = document.createElement("canvas");
    copy.width = drawn.width;
    copy.height = drawn.height;
    const ctx = copy.getContext("2d");
    ctx.fillStyle = picture.colors.ground;
    ctx.fillRect(0, 0, copy.width, copy.height);
    ctx.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${picture.texts.file || "glossgraph"}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  };

  /* The node nearest in a direction from the chosen one; the weightiest when none is chosen. */
  const next = (picture, dx, dy) => {
    const nodes = picture.data.nodes;
    if (!nodes.length) return null;
    const from = picture.items.get(picture.selected);
    if (!from || from.from !== undefined) return nodes.reduce((a, b) => (b.weight > a.weight ? b : a)).id;
    const here = picture.network.getPosition(from.id);
    let best = null;
    let least = Infinity;
    for (const node of nodes) {
      const at = picture.network.getPosition(node.id);
      const along = (at.x - here.x) * dx + (at.y - here.y) * dy;
      const aside = Math.abs((at.x - here.x) * dy) + Math.abs((at.y - here.y) * dx);
      if (node.id === from.id || along <= 0 || aside > along * 1.5) continue;
      if (along + 2 * aside < least) [best, least] = [node.id, along + 2 * aside];
    }
    return best;
  };

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const KEYS = {
    "+": (picture) => zoom(picture, 1.3),
    "=": (picture) => zoom(picture, 1.3),
    "-": (picture) => zoom(picture, 1 / 1.3),
    0: (picture) => picture.fit(),
    Escape: (picture) => picture.select(null),
    Enter: (picture, event) => {
      const item = picture.items.get(picture.selected);
      if (item && item.from === undefined) (event.shiftKey ? picture.host.open : picture.host.expand)(item.term, item.category);
    },
  };

  const key = (picture, event) => {
    if (event.target !== picture.stage || event.ctrlKey || event.metaKey || event.altKey || !picture.network) return;
    const arrow = ARROWS[event.key];
    if (!arrow && !KEYS[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    if (!arrow) KEYS[event.key](picture, event);
    else if (event.shiftKey) pan(picture, arrow[0] * 60, arrow[1] * 60);
    else {
      const id = next(picture, ...arrow);
      if (id === null) return;
      picture.focus(id);
      const { term, category } = picture.items.get(id);
      picture.host.select(term, category);
    }
  };

  globalThis.glossgraph = { ...globalThis.glossgraph, Controls, key };
})();
