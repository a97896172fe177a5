/* Labels of a picture, drawn by us: the same size on the screen at every zoom, none over another. */
(() => {
  "use strict";
  const FONT = '"Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif';
  const SIZE = 13;
  const ALWAYS = 12;
  const LONGEST = 190;

  const hit = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

  class Labels {
    constructor() {
      this.widths = new Map();
      this.boxes = [];
      this.dots = [];
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

    /* Where a label may stand: below its dot, above, right, left, then at the four corners. */
    places(dot, width) {
      const w = width + 4;
      const h = SIZE + 5;
      const r = dot.r + 2;
      const near = r * 0.72;
      return [
        { x: dot.x - w / 2, y: dot.y + r, w, h },
        { x: dot.x - w / 2, y: dot.y - r - h, w, h },
        { x: dot.x + r + 2, y: dot.y - h / 2, w, h },
        { x: dot.x - r - 2 - w, y: dot.y - h / 2, w, h },
        { x: dot.x + near, y: dot.y + near, w, h },
        { x: dot.x + near, y: dot.y - near - h, w, h },
        { x: dot.x - near - w, y: dot.y + near, w, h },
        { x: dot.x - near - w, y: dot.y - near - h, w, h },
      ];
    }

    /* Begins a new drawing: the boxes of the dots are what labels should not cover. */
    clear(dots, size) {
      this.boxes = [];
      const seen = dots.filter((dot) => this.inside(dot, size));
      const box = ({ id, x, y, r }) => ({ id, x: x - r, y: y - r, w: 2 * r, h: 2 * r });
      this.dots = seen.length <= 250 ? seen.map(box) : [];
    }

    inside(dot, size) {
      return dot.x > -60 && dot.y > -30 && dot.x < size.w + 60 && dot.y < size.h + 30;
    }

    /* dots: [{id, x, y, r, name, must, dim}] in screen pixels, the most important first. */
    draw(ctx, dots, colors, size) {
      let number = 0;
      for (const dot of dots.filter((dot) => this.inside(dot, size))) {
        const must = dot.must || (!dot.dim && number++ < ALWAYS);
        const { text, width } = this.measure(ctx, dot.name, dot.must);
        const box = this.best(this.places(dot, width), dot, must, size);
        if (!box) continue;
        this.boxes.push({ ...box, id: dot.id });
        this.write(ctx, text, box.x + 2, box.y + SIZE, dot.must, dot.dim ? 0.25 : 1, colors);
      }
    }

    best(places, dot, must, size) {
      let best = null;
      let least = Infinity;
      for (const place of places) {
        if (this.boxes.some((box) => hit(box, place))) continue;
        const cut = place.x < 0 || place.y < 0 || place.x + place.w > size.w || place.y + place.h > size.h;
        if (cut && !dot.must) continue;
        let cost = cut ? 9 : 0;
        for (const other of this.dots) if (other.id !== dot.id && hit(place, other)) cost += 1;
        if (cost < least) {
          best = place;
          least = cost;
        }
        if (cost === 0) break;
      }
      return best || (must ? places[0] : null);
    }

    /* Labels of edges: [{points, text, must, path}], centred on the first point that is free. */
    drawEdges(ctx, edges, colors) {
      for (const edge of edges) {
        const { text, width } = this.measure(ctx, edge.text, false);
        const h = SIZE + 4;
        const spots = edge.points.map(({ x, y }) => ({ x: x - width / 2 - 3, y: y - h / 2, w: width + 6, h }));
        const free = spots.filter((spot) => !this.boxes.some((other) => hit(other, spot)));
        const clear = free.find((spot) => !this.dots.some((dot) => hit(dot, spot)));
        const box = clear || (edge.must || edge.path ? free[0] : null) || (edge.must ? spots[0] : null);
        if (!box) continue;
        this.boxes.push(box);
        ctx.globalAlpha = 0.88;
        ctx.fillStyle = colors.ground;
        ctx.fillRect(box.x, box.y, box.w, box.h);
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
      const found = this.boxes.find((box) => box.id !== undefined && hit(box, { x, y, w: 1, h: 1 }));
      return found && found.id;
    }
  }

  globalThis.glossgraph = { ...globalThis.glossgraph, Labels };
})();
