/* Where things are in a picture: places of nodes, and the part of them that is in view. Methods of Picture. */
(() => {
  "use strict";
  const places = {
    isTall() {
      return this.canvas.clientHeight > this.canvas.clientWidth * 1.1;
    },

    /* Where a node belongs: where the user put it, else where Python did, turned for a tall picture. */
    spot(node) {
      return this.moved()[node.id] || this.home(node);
    },

    /* A node that comes later goes along with a neighbour that the user has moved. */
    joins(node) {
      const spots = this.moved();
      if (spots[node.id]) return;
      for (const edge of this.around.get(node.id)) {
        const other = edge.from === node.id ? edge.to : edge.from;
        if (!this.before.has(other) || !spots[other]) continue;
        const [own, from, to] = [this.home(node), this.home(this.items.get(other)), spots[other]];
        spots[node.id] = { x: own.x + to.x - from.x, y: own.y + to.y - from.y };
        return;
      }
    },

    home(node) {
      const tall = this.data.tall;
      if (!this.tall) return { x: node.x, y: node.y };
      return tall && tall[node.id] ? { x: tall[node.id][0], y: tall[node.id][1] } : { x: node.y, y: node.x };
    },

    moved() {
      const name = this.tall ? "tall" : "wide";
      this.memory.moved[name] ||= {};
      return this.memory.moved[name];
    },

    place() {
      this.nodes.update(this.data.nodes.map((node) => ({ id: node.id, ...this.spot(node) })));
    },

    /* Every node in view, with room for labels and controls; never larger than life. ``middle`` stays the middle. */
    fit() {
      this.memory.view = null;
      const spots = Object.entries(this.network.getPositions());
      if (!spots.length) return;
      const radius = (id) => (this.items.get(id) || { size: 8 }).size;
      const { x, y } = this.network.getPositions()[`n:${this.data.middle}`] || {};
      const span = (axis, middle) => {
        const low = Math.min(...spots.map(([id, p]) => p[axis] - radius(id)));
        const high = Math.max(...spots.map(([id, p]) => p[axis] + radius(id)));
        return middle === undefined ? [low, high] : [Math.min(low, 2 * middle - high), Math.max(high, 2 * middle - low)];
      };
      const [left, right] = span("x", x);
      const [top, bottom] = span("y", y);
      const room = this.width < 500 ? { left: 34, right: 34, top: 62, bottom: 34 } : { left: 44, right: 62, top: 24, bottom: 34 };
      const w = Math.max(this.width - room.left - room.right, 60);
      const h = Math.max(this.height - room.top - room.bottom, 60);
      const scale = Math.min(w / Math.max(right - left, 1), h / Math.max(bottom - top, 1), 1.2);
      this.network.moveTo({
        position: {
          x: (left + right) / 2 + (room.right - room.left) / 2 / scale,
          y: (top + bottom) / 2 + (room.bottom - room.top) / 2 / scale,
        },
        scale,
        animation: false,
      });
    },

    /* Where a term is in the window, in pixels. */
    where(term) {
      const frame = this.canvas.getBoundingClientRect();
      const at = this.network.canvasToDOM(this.network.getPosition(`n:${term}`));
      return { x: frame.x + at.x, y: frame.y + at.y };
    },

    keepView() {
      this.memory.view = { position: this.network.getViewPosition(), scale: this.network.getScale() };
    },

    /* Zooms out until nodes that have just come are in view; nothing happens when they are. */
    widen(nodes) {
      const out = ({ x, y }) => x < 10 || y < 10 || x > this.width - 10 || y > this.height - 10;
      if (nodes.some((node) => out(this.network.canvasToDOM(this.network.getPosition(node.id))))) this.fit();
    },
  };

  globalThis.glossgraph = { ...globalThis.glossgraph, places };
})();
