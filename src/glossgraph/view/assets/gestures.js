/* What the user does in a picture, and what a picture paints over vis-network's dots. */
(() => {
  "use strict";
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  const known = new Map();
  const STEPS = Array.from({ length: 15 }, (_, at) => at / 14); // along an edge, where its label may be

  const rgb = (color) => {
    if (known.has(color)) return known.get(color);
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = color;
    probe.fillRect(0, 0, 1, 1);
    const parts = [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3);
    known.set(color, parts);
    return parts;
  };

  /* share of the first colour on the second, as a solid colour */
  const mix = (top, ground, share) => {
    const [a, b] = [rgb(top), rgb(ground)];
    return `rgb(${a.map((part, at) => Math.round(part * share + b[at] * (1 - share))).join(", ")})`;
  };

  const paint = (picture, ctx) => {
    const { network, data, colors } = picture;
    const ratio = network.canvas.pixelRatio;
    const scale = network.getScale();
    const bright = picture.bright();
    const dots = data.nodes.filter((node) => network.body.nodes[node.id]).map((node) => {
      const at = network.canvasToDOM(network.getPosition(node.id));
      const must = node.id === picture.selected || node.id === picture.hover || Boolean(node.must);
      const near = bright !== null && bright.has(node.id);
      const dim = bright !== null && !near;
      const rank = (must ? 2e6 : 0) + (near ? 1e6 : 0) + node.weight;
      return { id: node.id, x: at.x, y: at.y, r: node.size * scale, name: node.label, must, dim, rank };
    });
    dots.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    const size = { w: picture.width, h: picture.height };
    const { offsetLeft: x, offsetTop: y, offsetWidth: w, offsetHeight: h } = picture.controls.bar;
    const edges = named(picture);
    const [dim, lit] = [true, false].map((state) => dots.filter((dot) => dot.dim === state));
    picture.labels.clear(lit, size, [{ x, y, w, h }], edges);
    picture.labels.draw(ctx, lit, colors, size);
    picture.labels.drawEdges(ctx, edges, colors);
    picture.labels.avoid(dim, size);
    picture.labels.draw(ctx, dim, colors, size);
    ctx.restore();
  };

  /* The edges whose relation is written: on a path, chosen, next to the chosen node, or under the pointer. */
  const named = (picture) => {
    const { network, data, selected, hover } = picture;
    const chosen = (edge) => edge.id === selected || edge.id === hover;
    const near = (edge) => selected !== null && (edge.from === selected || edge.to === selected);
    const shown = data.edges.filter((edge) => network.body.edges[edge.id] && (chosen(edge) || edge.path || near(edge)));
    shown.sort((a, b) => Number(chosen(b)) - Number(chosen(a)));
    return shown.map((edge) => {
      const line = network.body.edges[edge.id].edgeType;
      const [first, last] = edge.from === selected ? [0.35, 0.9] : edge.to === selected ? [0.1, 0.65] : [0.15, 0.85];
      const points = STEPS.map((step) => network.canvasToDOM(line.getPoint(first + (last - first) * step)));
      return { id: edge.id, text: edge.label, points, must: chosen(edge), path: edge.path };
    });
  };

  const tip = (picture, id, pointer) => {
    const item = picture.items.get(id);
    if (!item || !item.tip || matchMedia("(hover: none)").matches) return; // a finger would cover it; the card says the same
    const { element } = globalThis.glossgraph;
    const lines = item.from === undefined
      ? [element("b", "", item.tip.name), ...item.tip.notes.map((note) => element("small", "", note)), element("p", "", item.tip.text)]
      : item.tip.map((line) => element("p", "", line));
    picture.tip.replaceChildren(...lines.filter((line) => line.textContent));
    picture.tip.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = picture.tip;
    picture.tip.style.left = `${Math.max(4, Math.min(pointer.x + 14, picture.width - w - 4))}px`;
    picture.tip.style.top = `${pointer.y + 18 + h > picture.height ? Math.max(4, pointer.y - h - 12) : pointer.y + 18}px`;
  };

  const leave = (picture) => {
    const was = picture.hover;
    picture.tip.hidden = true;
    picture.hover = null;
    picture.canvas.classList.remove("gg-over");
    if (was !== null && picture.network) picture.network.redraw();
  };

  const over = (picture, id, pointer) => {
    picture.hover = id;
    picture.canvas.classList.add("gg-over");
    tip(picture, id, pointer);
    picture.network.redraw();
  };

  const nodeAt = (picture, point) => picture.network.getNodeAt(point) ?? picture.labels.at(point.x, point.y);

  const clicked = (picture, point) => {
    picture.tip.hidden = true;
    const node = nodeAt(picture, point);
    const edge = node === undefined ? picture.network.getEdgeAt(point) : undefined;
    const id = node ?? edge ?? null;
    const before = picture.selected;
    picture.select(id);
    if (id === null && before !== null) picture.host.clear?.();
    if (id === before || id === null) return;
    const item = picture.items.get(id);
    if (node !== undefined) {
      if (matchMedia("(hover: none)").matches) notify(picture, picture.texts.below && `${item.label} – ${picture.texts.below}`);
      picture.host.select(item.term, item.category);
    } else if (item.relations.length) {
      const [source, target] = [item.from, item.to].map((end) => picture.items.get(end).term);
      picture.host.edge({ source, target, relation: item.relations[0], relations: item.relations });
    }
  };

  const tell = (picture, event, node) => {
    if (node === undefined) return;
    const { term, category } = picture.items.get(node);
    picture.host[event](term, category);
  };

  const dragged = (picture, params) => {
    picture.keepView();
    for (const id of params.nodes) picture.moved()[id] = picture.network.getPosition(id);
    picture.network.unselectAll();
  };

  const listen = (picture) => {
    const { network, stage } = picture;
    network.on("afterDrawing", (ctx) => paint(picture, ctx));
    network.on("click", ({ pointer }) => clicked(picture, pointer.DOM));
    network.on("doubleClick", ({ pointer }) => {
      const node = nodeAt(picture, pointer.DOM);
      tell(picture, "expand", node);
    });
    network.on("hold", ({ pointer }) => {
      const node = nodeAt(picture, pointer.DOM);
      tell(picture, "open", node);
    });
    network.on("hoverNode", ({ node, pointer }) => over(picture, node, pointer.DOM));
    network.on("hoverEdge", ({ edge, pointer }) => over(picture, edge, pointer.DOM));
    network.on("blurNode", () => leave(picture));
    network.on("blurEdge", () => leave(picture));
    network.on("dragStart", () => leave(picture));
    network.on("dragEnd", (params) => dragged(picture, params));
    network.on("zoom", () => picture.keepView());
    stage.addEventListener("pointerleave", () => leave(picture));
    stage.addEventListener("wheel", (event) => wheel(picture, event), { capture: true, passive: true });
    stage.addEventListener("keydown", (event) => globalThis.glossgraph.key(picture, event));
    picture.canvas.addEventListener("pointerdown", () => stage.focus({ preventScroll: true }));
  };

  /* The wheel zooms once the picture has been clicked into (or with Ctrl); before, it scrolls the page. */
  const wheel = (picture, event) => {
    const inside = picture.stage.matches(":focus-within") || event.ctrlKey || event.metaKey || document.fullscreenElement;
    picture.tip.hidden = true;
    if (inside) return;
    event.stopPropagation();
    notify(picture, picture.texts.hint);
  };

  /* A line at the foot of the picture, for a moment. */
  const notify = (picture, text) => {
    picture.hint.textContent = text || "";
    picture.hint.hidden = !picture.hint.textContent;
    clearTimeout(picture.hinting);
    picture.hinting = setTimeout(() => (picture.hint.hidden = true), 1800);
  };

  globalThis.glossgraph = { ...globalThis.glossgraph, mix, listen };
})();
