/* Labels of a picture, drawn by us: the same size on the screen at every zoom, none over another. */
(() => {
  "use strict";
  const FONT = '"Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif';
  const SIZE = 13;
  const CELL = 64;
  const LONGEST = 190;

  const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

  const covers = (box, { x, y, w }) => {
    const [cx, cy, r] = [x + w / 2, y + w / 2, w / 2];
    const [dx, dy] = [cx - Math.min(Math.max(cx, box.x), box.x + box.w), cy - Math.min(Math.max(cy, box.y), box.y + box.h)];
    return dx * dx + dy * dy < r * r;
  };

  /* Rectangles on the screen, found by where they are. */
  class Boxes {
    constructor() {
      this.cells = new Map();
    }

    *over({ x, y, w, h }) {
      for (let i = Math.floor(x / CELL); i <= Math.floor((x + w) / CELL); i += 1)
        for (let j = Math.floor(y / CELL); j <= Math.floor((y + h) / CELL); j += 1) yield `${i},${j}`;
    }

    add(box) {
      for (const cell of this.over(box)) {
        if (!this.cells.has(cell)) this.cells.set(cell, []);
        this.cells.get(cell).push(box);
      }
    }

    hits(box) {
      const found = new Set();
      for (const cell of this.over(box)) for (const other of this.cells.get(cell) || []) if (hit(other, box)) found.add(other);
      return [...found];
    }
  }

  class Labels {
    constructor() {
      this.widths = new Map();
      this.boxes = new Boxes();
      this.dots = new Boxes();
    }

    /* The text cut to the longest width, and that width in pixels. */
    measure(ctx, text, bold) {
      const key = (bold ? "b" : "n") + text;
      let found = this.widths.get(key);
      if (!found) {
        ctx.font = `${bold ? "600 " : ""}${SIZE}px ${FONT}`;
        let cut = text.replace(/\s+/g, " ");
        const chars = Array.from(cut);
        while (chars.length > 1 && ctx.measureText(cut).width > LONGEST) {
          chars.pop();
          cut = chars.join("") + "…";
        }
        found = { text: cut, width: Math.ceil(ctx.measureText(cut).width) };
        this.widths.set(key, found);
      }
      return found;
    }

    /* Where a label may stand, the best place first: below its dot, above, beside, at the corners; then farther off. */
    places(dot, width) {
      const w = width + 4;
      const h = SIZE + 5;
      const found = [];
      for (const gap of [2, 10]) {
        const r = dot.r + gap;
        const near = r * 0.72;
        const [left, middle, right] = [dot.x - r - w - 2, dot.x - w / 2, dot.x + r + 2];
        const [above, level, below] = [dot.y - r - h, dot.y - h / 2, dot.y + r];
        found.push([middle, below], [middle, above], [right, level], [left, level]);
        found.push([dot.x + near, dot.y + near], [dot.x + near, dot.y - near - h], [dot.x - near - w, dot.y + near], [dot.x - near - w, dot.y - near - h]);
        for (const y of [below, above]) found.push([middle + w / 4, y], [middle - w / 4, y]);
      }
      return found.map(([x, y]) => ({ x, y, w, h }));
    }

    /* Begins a new drawing: the boxes of the dots are what labels should not cover, ``taken`` what they may not, and the
       lines of the ``edges`` whose relation is written what they leave free where they can. */
    clear(dots, size, taken, edges) {
      this.boxes = new Boxes();
      this.dots = new Boxes();
      this.lines = new Boxes();
      for (const { id, points } of edges) points.forEach(({ x, y }) => this.lines.add({ edge: id, x: x - 2, y: y - 2, w: 4, h: 4 }));
      taken.forEach((box) => this.boxes.add(box));
      this.avoid(dots, size);
    }

    /* Dots that labels should not cover; those that are dim matter less than a name that is missing. */
    avoid(dots, size) {
      for (const { id, x, y, r, dim } of dots.filter((dot) => this.inside(dot, size))) this.dots.add({ id, x: x - r, y: y - r, w: 2 * r, h: 2 * r, weight: dim ? 0.3 : 1 });
    }

    inside(dot, size) {
      return dot.x > -60 && dot.y > -30 && dot.x < size.w + 60 && dot.y < size.h + 30;
    }

    /* dots: [{id, x, y, r, name, must, dim}] in screen pixels, the most important first. A label that finds no free
       place waits for a closer look, unless it must be there. */
    draw(ctx, dots, colors, size) {
      for (const dot of dots.filter((dot) => this.inside(dot, size))) {
        const { text, width } = this.measure(ctx, dot.name, dot.must);
        const box = this.best(this.places(dot, width), dot, size);
        if (!box) continue;
        this.boxes.add({ ...box, id: dot.id });
        this.write(ctx, text, box.x + 2, box.y + SIZE, dot.must, dot.dim ? 0.25 : 1, colors);
      }
    }

    best(places, dot, size) {
      let best = null;
      let least = dot.must ? Infinity : 1;
      for (const place of places) {
        const cut = place.x < 0 || place.y < 0 || place.x + place.w > size.w || place.y + place.h > size.h;
        const over = this.dots.hits(place).filter((other) => other.id !== dot.id && covers(place, other));
        const cost = 20 * this.boxes.hits(place).length + (cut ? 9 : 0) + over.reduce((sum, { weight }) => sum + weight, 0) + Math.min(0.9, 0.1 * this.lines.hits(place).length);
        if (cost < least) [best, least] = [place, cost];
        if (cost === 0) break;
      }
      return best;
    }

    /* Labels of edges: [{id, points, text, must, path}], centred on the point that is freest of labels, dots and other
       edges. Only one that must be there stands where another label is; others wait for a closer look. */
    drawEdges(ctx, edges, colors) {
      for (const edge of edges) {
        const { text, width } = this.measure(ctx, edge.text, false);
        const h = SIZE + 4;
        const cost = (spot) => 100 * this.boxes.hits(spot).length + 20 * this.dots.hits(spot).filter((dot) => covers(spot, dot)).length + this.lines.hits(spot).filter((line) => line.edge !== edge.id).length;
        const spots = edge.points.slice(1, -1).flatMap(({ x, y }) => [0, h * 0.7, -h * 0.7].map((off) => ({ x: x - width / 2 - 3, y: y - h / 2 + off, w: width + 6, h, off })));
        const costs = spots.map((spot, at) => cost(spot) + Math.abs(at - (spots.length - 1) / 2) / spots.length + Number(spot.off !== 0));
        const least = Math.min(...costs);
        if (least >= (edge.must ? Infinity : edge.path ? 100 : 20)) continue;
        const box = spots[costs.indexOf(least)];
        this.boxes.add({ ...box, edge: edge.id });
        if (box.off === 0) {
          ctx.globalAlpha = 0.88;
          ctx.fillStyle = colors.ground;
          ctx.fillRect(box.x, box.y, box.w, box.h);
        }
        this.write(ctx, text, box.x + 3, box.y + SIZE - 0.5, false, 1, { ...colors, text: colors.soft });
      }
    }

    write(ctx, text, x, y, bold, alpha, colors) {
      ctx.font = `${bold ? "600 " : ""}${SIZE}px ${FONT}`;
      ctx.globalAlpha = alpha;
      ctx.lineJoin = "round";
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = colors.ground;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colors.text;
      ctx.fillText(text, x, y);
      ctx.globalAlpha = 1;
    }

    /* The node whose label is at a point of the screen. */
    at(x, y) {
      return this.boxes.hits({ x, y, w: 1, h: 1 }).find((box) => box.id !== undefined)?.id;
    }
  }

  globalThis.glossgraph = { ...globalThis.glossgraph, Labels };
})();
