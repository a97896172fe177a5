/* An exported page: the picture, the card of the chosen term, search and tables. Text goes to textContent only. */
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const { element, Picture } = globalThis.glossgraph;
  const { texts, kinds, lang } = data;
  const terms = new Map(data.terms.map((term) => [term.id, term]));
  const nodes = new Map(data.picture.nodes.map((node) => [node.term, node]));
  const touching = new Map(data.terms.map((term) => [term.id, []]));
  for (const relation of data.relations) {
    touching.get(relation.source).push(relation);
    if (relation.target !== relation.source) touching.get(relation.target).push(relation);
  }
  const $ = (id) => document.getElementById(id);
  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* ---- the picture: the whole, or what is around one term */
  const begin = data.overview.length ? null : data.terms[0] && data.terms[0].id;
  const overview = new Set(data.overview);
  const typed = (edge) => edge.relations.some((name) => name !== "mentions");

  const ends = new Map(data.picture.nodes.map((node) => [node.id, node.term]));
  const within = (shown) => (edge) => shown.has(ends.get(edge.from)) && shown.has(ends.get(edge.to));

  /* Everything Python laid out; on a phone the weightiest of it, as long as it is no path. */
  const FEW = 40;
  const whole = () => {
    const nodes = data.picture.nodes.filter((node) => overview.has(node.term)).sort((a, b) => b.weight - a.weight);
    const kept = innerWidth < 640 && !data.picture.tall ? nodes.slice(0, FEW) : nodes;
    const inside = within(new Set(kept.map((node) => node.term)));
    return { nodes: kept, edges: data.picture.edges.filter((edge) => (data.mentions || typed(edge)) && inside(edge)) };
  };

  const RING = 16;
  const around = (centre) => {
    const told = touching.get(centre).filter((one) => one.relation !== "mentions" && one.confidence >= data.likely);
    const near = [...new Set((told.length ? told : touching.get(centre)).flatMap((relation) => [relation.source, relation.target]))].filter((id) => id !== centre);
    near.sort((a, b) => nodes.get(b).weight - nodes.get(a).weight || (a < b ? -1 : 1));
    const kept = near.slice(0, 60);
    kept.sort((a, b) => (nodes.get(a).category < nodes.get(b).category ? -1 : nodes.get(a).category > nodes.get(b).category ? 1 : a < b ? -1 : 1));
    const rings = Math.ceil(kept.length / RING) || 1;
    const placed = kept.map((id, at) => {
      const angle = (2 * Math.PI * at) / kept.length - Math.PI / 2;
      const radius = 190 + 130 * (at % rings);
      return { ...nodes.get(id), x: Math.cos(angle) * radius * 1.35, y: Math.sin(angle) * radius };
    });
    const inside = within(new Set([centre, ...kept]));
    const own = (edge) => ends.get(edge.from) === centre || ends.get(edge.to) === centre;
    return {
      nodes: [{ ...nodes.get(centre), x: 0, y: 0, must: true }, ...placed],
      edges: data.picture.edges.filter((edge) => inside(edge) && (typed(edge) || (!told.length && own(edge)))),
    };
  };

  /* Every view is a step that the browser's Back takes back. */
  let centre = begin;
  let chosen = null;
  const remember = () => {
    const now = { centre, chosen };
    if (JSON.stringify(now) !== JSON.stringify(history.state)) history.pushState(now, "", `#${encodeURIComponent(chosen ?? "")}`);
  };
  const draw = (next, focus) => {
    centre = next;
    const part = centre === null ? whole() : around(centre);
    const shown = new Set(part.nodes.map((node) => node.category));
    const tall = centre === null ? data.picture.tall : undefined;
    $("whole").hidden = centre === null || !data.overview.length;
    $("shown").textContent = centre === null ? say(texts.shown, { shown: part.nodes.length }) : say(texts.around, { term: terms.get(centre).label });
    picture.show({
      ...data.picture,
      ...part,
      tall,
      key: "page",
      layout: JSON.stringify(centre),
      labels: texts,
      legend: data.picture.legend.filter((entry) => shown.has(entry.category)),
      focus: { term: focus, n: (count += 1) },
    });
  };
  let count = 0;

  /* ---- the card */
  const percent = (share) => `${Math.round(100 * share)}%`;
  const link = (id) => {
    const made = element("button", "link", terms.get(id).label);
    made.type = "button";
    made.addEventListener("click", () => go(id));
    return made;
  };

  /* "{x} uses {y}" with y a link; read from the term whose card it is. */
  const sentence = (relation, from) => {
    const backwards = relation.source !== from;
    const pattern = kinds[relation.relation][backwards ? "inverse_sentence" : "sentence"];
    const other = backwards ? relation.source : relation.target;
    const line = element("p");
    for (const part of pattern.split(/(\{x\}|\{y\})/)) {
      if (part === "{x}") line.append(terms.get(from).label);
      else if (part === "{y}") line.append(other === from ? terms.get(other).label : link(other));
      else line.append(part);
    }
    return line;
  };

  const quote = (evidence) => {
    const made = element("blockquote");
    const chars = Array.from(evidence.sentence);
    const spans = evidence.spans.filter((span) => span).sort((a, b) => a[0] - b[0]);
    let at = 0;
    for (const [start, end] of spans) {
      if (start < at) continue;
      made.append(chars.slice(at, start).join(""), element("mark", "", chars.slice(start, end).join("")));
      at = end;
    }
    made.append(chars.slice(at).join(""), element("cite", "", `${evidence.glossary} — ${evidence.entry}`));
    return made;
  };

  const fact = (relation, from) => {
    const item = element("li");
    const line = element("div", "spread");
    line.append(sentence(relation, from), element("span", "soft", percent(relation.confidence)));
    item.append(line, ...relation.evidence.filter((one) => one.sentence).map(quote));
    return item;
  };

  const list = (title, relations, from) => {
    if (!relations.length) return [];
    const made = element("ul");
    made.append(...relations.map((relation) => fact(relation, from)));
    return [element("h3", "", title), made];
  };

  const folded = (title, relations, from) => {
    if (!relations.length) return [];
    const made = element("details");
    made.append(element("summary", "", `${title} (${relations.length})`), list("", relations, from)[1]);
    return [made];
  };

  const card = (id) => {
    const term = terms.get(id);
    const badges = element("p");
    badges.append(...[...term.categories, ...(term.defined ? [] : [texts.undefined])].map((text) => element("span", "badge", text)));
    const names = [term.reading, ...term.aliases].filter(Boolean).join(texts.separator);
    const definitions = term.definitions.map((definition) => element("p", "definition", definition.text));
    const facts = touching.get(id);
    const other = facts.filter((relation) => relation.relation === "mentions");
    const main = facts.filter((relation) => relation.relation !== "mentions").sort((a, b) => b.confidence - a.confidence);
    const sure = main.filter((relation) => relation.confidence >= data.likely);
    const doubtful = main.filter((relation) => relation.confidence < data.likely);
    $("card").replaceChildren(
      element("h2", "", term.label),
      element("p", "reading", names),
      badges,
      ...definitions,
      ...list(texts.relations, sure, id),
      ...folded(texts.doubtful, doubtful, id),
      ...folded(texts.mentions, other, id),
      ...(facts.length ? [] : [element("p", "soft", texts.alone)]),
    );
    $("card").scrollTop = 0;
    chosen = id;
    remember();
  };

  const relationCard = ({ source, target, relations }) => {
    const facts = data.relations.filter((one) => one.source === source && one.target === target && relations.includes(one.relation));
    const head = element("h2");
    head.append(link(source), " → ", link(target));
    $("card").replaceChildren(head, ...list(texts.relations, facts, source));
  };

  const welcome = () => {
    chosen = null;
    $("card").replaceChildren(element("p", "soft", texts.welcome));
  };

  /* Shows a term: its card, and the picture with it in it. */
  const go = (id) => {
    draw(picture.items.has(nodes.get(id).id) ? centre : id, id);
    card(id);
  };

  /* ---- search */
  const plain = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60)).replace(/[\s\-_ー]/g, "");
  const index = data.terms.map((term) => ({ id: term.id, names: [term.label, ...Object.values(term.labels), term.reading || "", ...term.aliases].map(plain) }));

  const find = (text) => {
    const wanted = plain(text);
    if (!wanted) return [];
    const rank = (names) => Math.min(...names.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 9)));
    return index
      .map(({ id, names }) => ({ id, rank: rank(names), length: names[0].length }))
      .filter((one) => one.rank < 9)
      .sort((a, b) => a.rank - b.rank || a.length - b.length || (a.id < b.id ? -1 : 1))
      .slice(0, 8);
  };

  const box = $("find");
  const found = $("found");
  let at = -1;
  const close = () => {
    found.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (id) => {
    close();
    box.value = "";
    go(id);
  };
  const suggest = () => {
    const results = find(box.value);
    found.replaceChildren(
      ...results.map(({ id }, number) => {
        const item = element("li", "", terms.get(id).label);
        item.id = `found-${number}`;
        item.dataset.term = id;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        if (terms.get(id).reading) item.append(element("small", "", terms.get(id).reading));
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => choose(id));
        return item;
      }),
    );
    if (box.value.trim() && !results.length) found.append(element("li", "soft", texts.nothing));
    at = -1;
    found.hidden = !found.children.length;
    box.setAttribute("aria-expanded", String(!found.hidden));
  };
  const step = (by) => {
    const items = [...found.querySelectorAll("[data-term]")];
    if (!items.length) return;
    at = (at + by + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    box.setAttribute("aria-activedescendant", items[at].id);
  };
  box.addEventListener("input", suggest);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter") {
      const item = found.querySelectorAll("[data-term]")[Math.max(at, 0)];
      if (item) choose(item.dataset.term);
    } else return;
    event.preventDefault();
  });

  /* ---- tables, built when they are opened */
  const table = (heads, rows) => {
    const made = element("table");
    const head = element("tr");
    head.append(...heads.map((text) => {
      const cell = element("th", "", text);
      cell.scope = "col";
      return cell;
    }));
    made.append(element("thead"), element("tbody"));
    made.tHead.append(head);
    made.tBodies[0].append(...rows.map((cells) => {
      const row = element("tr");
      row.append(...cells.map((cell) => {
        if (typeof cell === "number") return element("td", "number", percent(cell));
        const made = element("td");
        made.append(cell);
        return made;
      }));
      return row;
    }));
    return made;
  };
  const opened = (id, build) =>
    $(id).addEventListener("toggle", () => {
      const place = $(id).querySelector(".table");
      if ($(id).open && !place.children.length) place.append(build());
    });
  opened("relations", () =>
    table(texts.relation_heads.split("|"), data.relations.map((one) => [
      link(one.source), kinds[one.relation].label, link(one.target), one.confidence,
      one.evidence.map((item) => item.sentence || "").filter(Boolean).join(" / "),
    ])),
  );
  opened("terms", () =>
    table(texts.term_heads.split("|"), data.terms.map((term) => [
      link(term.id), term.reading || "", term.categories.join(texts.separator),
      term.definitions.map((one) => one.text).join(" / ") || texts.undefined,
    ])),
  );

  /* ---- begin */
  const picture = new Picture($("picture"), {
    select: card,
    edge: relationCard,
    open: (id) => { card(id); $("card").scrollIntoView({ block: "nearest" }); },
    expand: (id) => { draw(id, id); card(id); },
  });
  const back = (state) => {
    draw(state.centre, state.chosen);
    if (state.chosen === null) welcome();
    else card(state.chosen);
  };
  addEventListener("popstate", ({ state }) => back(state || { centre: begin, chosen: null }));
  $("whole").addEventListener("click", () => {
    draw(null, chosen);
    remember();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture.theme());
  let asked = "";
  try {
    asked = decodeURIComponent(location.hash.slice(1));
  } catch {
    asked = "";
  }
  history.replaceState({ centre, chosen }, "");
  draw(centre, null);
  if (terms.has(asked)) go(asked);
})();
