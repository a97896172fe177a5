/* A picture of a graph on vis-network: what is drawn, lit, moved and told to the host.
   Used by the app's component and by exported pages. Text from a glossary only ever goes to textContent or a canvas. */
(() => {
  "use strict";
  const DIM = 0.25;
  const memories = new Map();

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  class Picture {
    /* host: {select(term, category), expand(…), open(…), edge({source, target, relations})}, called only for what the user did. */
    constructor(root, host) {
      this.root = root;
      root.picture = this; // for whoever looks in from outside: a test, a console
      this.host = host;
      this.labels = new globalThis.glossgraph.Labels();
      this.facts = new Map(); // what Python said of a node or edge, as text, to tell what changed
      this.items = new Map();
      this.around = new Map();
      this.lit = new Map();
      this.hover = null;
      this.group = null;
      this.build();
      this.observer = new ResizeObserver(() => this.resized());
      this.observer.observe(this.canvas);
    }

    build() {
      this.root.classList.add("gg");
      this.stage = element("div", "gg-stage");
      this.stage.tabIndex = 0;
      this.stage.setAttribute("role", "application");
      this.canvas = element("div", "gg-canvas");
      this.tip = element("div", "gg-tip");
      this.hint = element("div", "gg-hint");
      this.live = element("div", "gg-live");
      this.live.setAttribute("aria-live", "polite");
      this.tip.hidden = this.hint.hidden = true;
      this.legend = element("ul", "gg-legend");
      this.controls = new globalThis.glossgraph.Controls(this);
      this.stage.append(this.canvas, this.controls.bar, this.tip, this.hint);
      this.root.replaceChildren(this.stage, this.legend, this.live);
    }

    /* data: {key, layout, nodes, edges, options, legend, labels, tall?, middle?, focus?, height?}; called at every change. */
    show(data) {
      this.data = data;
      const memory = memories.get(data.key) || {};
      memories.set(data.key, memory);
      this.memory = memory;
      this.texts = data.labels || {};
      this.stage.setAttribute("aria-label", this.texts.picture || "");
      this.controls.name(this.texts);
      if (data.height) this.root.style.height = data.height;
      this.theme(false);
      this.showLegend(data.legend || []);
      if (this.canvas.clientWidth > 0) this.draw();
    }

    resized() {
      const { clientWidth: w, clientHeight: h } = this.canvas;
      if (!w || !h || !this.data) return;
      if (!this.network) {
        this.draw();
        return;
      }
      if (w === this.width && h === this.height) return;
      const turned = this.tall !== this.isTall();
      this.measure();
      this.network.setSize(`${w}px`, `${h}px`);
      if (turned) this.place();
      this.network.redraw();
      if (turned || !this.memory.view) this.fit();
      else this.network.moveTo({ ...this.memory.view, animation: false });
    }

    measure() {
      this.width = this.canvas.clientWidth;
      this.height = this.canvas.clientHeight;
      this.tall = this.isTall();
    }

    draw() {
      this.measure();
      const fresh = this.memory.layout !== this.data.layout;
      if (fresh) Object.assign(this.memory, { layout: this.data.layout, view: null, moved: {} });
      if (!this.network) this.start();
      this.diff(fresh);
      if (this.selected && !this.items.has(this.selected)) this.selected = null;
      if (!this.network.gg) {
        this.network.gg = true;
        if (this.memory.view) this.network.moveTo({ ...this.memory.view, animation: false });
        else this.fit();
        if (this.items.has(this.memory.selected)) this.selected = this.memory.selected;
      } else if (fresh) this.fit();
      else this.widen(this.data.nodes.filter((node) => !this.before.has(node.id)));
      const focus = this.data.focus;
      if (focus && focus.n !== this.memory.focus) {
        this.memory.focus = focus.n;
        this.focus(focus.term === null ? null : `n:${focus.term}`);
      }
      this.relight();
    }

    start() {
      this.nodes = new vis.DataSet();
      this.edges = new vis.DataSet();
      const options = { ...this.data.options, autoResize: false, height: `${this.height}px`, width: `${this.width}px` };
      this.network = new vis.Network(this.canvas, { nodes: this.nodes, edges: this.edges }, options);
      for (const inner of this.canvas.querySelectorAll("[tabindex]")) inner.tabIndex = -1; // the stage is the one stop
      globalThis.glossgraph.listen(this);
    }

    /* Brings the two data sets to what Python said, touching only what changed. */
    diff(fresh) {
      const now = new Map([...this.data.nodes, ...this.data.edges].map((item) => [item.id, item]));
      const gone = [...this.items.keys()].filter((id) => !now.has(id));
      this.edges.remove(gone.filter((id) => this.edges.get(id)));
      this.nodes.remove(gone.filter((id) => this.nodes.get(id)));
      gone.forEach((id) => [this.facts, this.lit].forEach((map) => map.delete(id)));
      this.before = new Set([...this.items.keys()].filter((id) => now.has(id)));
      this.items = now;
      this.around = new Map(this.data.nodes.map((node) => [node.id, []]));
      for (const edge of this.data.edges) {
        this.around.get(edge.from).push(edge);
        if (edge.to !== edge.from) this.around.get(edge.to).push(edge);
      }
      const changed = (item) => {
        const text = JSON.stringify(item);
        if (this.facts.get(item.id) === text) return false;
        this.facts.set(item.id, text);
        return true;
      };
      const nodes = this.data.nodes.filter(changed);
      const edges = this.data.edges.filter(changed);
      this.nodes.update(nodes.map((node) => this.node(node, fresh)));
      this.edges.update(edges.map((edge) => this.edge(edge)));
      if (fresh) this.place();
    }

    node(node, fresh) {
      const { label, tip, ...rest } = node;
      const made = { ...rest, ...this.looks(node) };
      if (this.before.has(node.id) && !fresh) {
        delete made.x;
        delete made.y;
        return made;
      }
      if (this.before.size && !fresh) this.joins(node);
      return Object.assign(made, this.spot(node));
    }

    looks(node) {
      const dim = this.lit.get(node.id) === false;
      const on = node.id === this.selected;
      const background = node.hollow ? this.colors.ground : node.color.background;
      return {
        color: { background, border: on ? this.colors.text : node.color.border },
        borderWidth: on ? 3 : node.borderWidth,
        opacity: dim ? DIM : 1,
      };
    }

    edge(edge) {
      const lit = this.lit.get(edge.id);
      const strong = edge.path === "best" || lit === true;
      return {
        ...edge,
        label: undefined,
        width: lit === true ? Math.max(edge.width, 1.6) : edge.width,
        color: { color: this.colors[strong ? "strong" : edge.path ? "other" : "edge"], hover: this.colors.strong, opacity: lit === false ? DIM : 1, inherit: false },
      };
    }

    /* Selects a term on behalf of Python, and brings it into view when it is not. */
    focus(id) {
      if (id !== null && !this.items.has(id)) return;
      this.select(id);
      if (id === null) return;
      const { x, y } = this.network.canvasToDOM(this.network.getPosition(id));
      if (x < 20 || y < 20 || x > this.width - 20 || y > this.height - 20) {
        this.network.moveTo({ position: this.network.getPosition(id), animation: false });
      }
    }

    /* Lights a node or an edge (by id), or nothing. */
    select(id) {
      this.selected = this.memory.selected = id;
      this.group = null;
      const item = id !== null && this.items.get(id);
      if (item) this.live.textContent = item.from === undefined ? item.label : item.tip.join(" ");
      this.relight();
    }

    /* What stays bright: a Set of ids, or null when nothing is chosen. */
    bright() {
      const item = this.selected != null && this.items.get(this.selected);
      if (item && item.from !== undefined) return new Set([item.id, item.from, item.to]);
      if (item) {
        const edges = this.around.get(item.id);
        return new Set([item.id, ...edges.flatMap((edge) => [edge.id, edge.from, edge.to])]);
      }
      if (this.group === null) return null;
      const nodes = this.data.nodes.filter((node) => node.category === this.group).map((node) => node.id);
      const inside = new Set(nodes);
      const edges = this.data.edges.filter((edge) => inside.has(edge.from) && inside.has(edge.to));
      return new Set([...nodes, ...edges.map((edge) => edge.id)]);
    }

    relight(all = false) {
      const bright = this.bright();
      const state = (id) => (bright === null ? undefined : bright.has(id));
      const changed = ({ id }) => {
        const ring = id === this.selected || id === this.ringed;
        if (!all && !ring && this.lit.get(id) === state(id)) return false;
        this.lit.set(id, state(id));
        return true;
      };
      const nodes = this.data.nodes.filter(changed);
      const edges = this.data.edges.filter(changed);
      this.ringed = this.selected;
      this.nodes.update(nodes.map((node) => ({ id: node.id, ...this.looks(node) })));
      this.edges.update(edges.map((edge) => this.edge(edge)));
      for (const button of this.legend.querySelectorAll("button"))
        button.setAttribute("aria-pressed", String(button.dataset.group === this.group));
    }

    /* Reads the host's colours again; nothing moves. */
    theme(redraw = true) {
      const style = getComputedStyle(this.root);
      const read = (name, other) => style.getPropertyValue(name).trim() || other;
      const text = read("--gg-text", "#222");
      const ground = read("--gg-ground", "#fff");
      const mix = globalThis.glossgraph.mix;
      const colors = { text, ground, soft: mix(text, ground, 0.8), strong: mix(text, ground, 0.7), other: mix(text, ground, 0.42), edge: mix(text, ground, 0.3) };
      const same = JSON.stringify(colors) === JSON.stringify(this.colors);
      this.colors = colors;
      if (!same && (redraw || this.network)) this.relight(true);
    }

    showLegend(entries) {
      const text = JSON.stringify(entries);
      if (text === this.legendText) return;
      this.legendText = text;
      this.legend.replaceChildren(
        ...entries.map((entry) => {
          const button = element("button");
          button.type = "button";
          button.dataset.group = entry.category;
          const mark = element("i", entry.hollow ? "gg-hollow" : "");
          mark.style.background = entry.color;
          mark.style.borderColor = entry.border;
          button.append(mark, element("span", "", entry.label));
          button.addEventListener("click", () => this.pick(entry.category));
          const item = element("li");
          item.append(button);
          return item;
        }),
      );
    }

    /* Lights one category, or all again. */
    pick(group) {
      this.selected = this.memory.selected = null;
      this.group = this.group === group ? null : group;
      this.relight();
    }

    destroy() {
      this.observer.disconnect();
      if (this.network) this.network.destroy();
      this.network = null;
    }
  }

  Object.assign(Picture.prototype, globalThis.glossgraph.places);
  globalThis.glossgraph = { ...globalThis.glossgraph, Picture, element };
})();
