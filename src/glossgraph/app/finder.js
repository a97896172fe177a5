// A search box with suggestions (the ARIA combobox): what is typed goes to Python after a pause, the list comes back.
// Typing through an input method is never disturbed: the field's text is only set while nobody writes in it.
const PAUSE = 140;
const states = new WeakMap();

function option(match, index, choose) {
  const row = document.createElement("li");
  row.id = `option-${index}`;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  for (const [name, text] of [["label", match.label], ["detail", match.detail], ["mark", match.mark]]) {
    if (!text) continue;
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    row.append(span);
  }
  row.addEventListener("mousedown", (event) => event.preventDefault());
  row.addEventListener("click", () => choose(match));
  return row;
}

function create(parent) {
  const state = {
    input: parent.querySelector("input"),
    label: parent.querySelector("label"),
    list: parent.querySelector("ul"),
    note: parent.querySelector(".note"),
    data: null, send: null, at: -1, timer: 0, wanted: false, chosen: undefined,
  };
  const { input, list } = state;
  const rows = () => [...list.children];
  state.open = (open) => {
    list.hidden = !open || rows().length === 0;
    state.note.hidden = !open || rows().length > 0 || !state.note.textContent;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) state.mark(-1);
  };
  state.mark = (index) => {
    state.at = index;
    rows().forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    if (index >= 0) input.setAttribute("aria-activedescendant", `option-${index}`);
    else input.removeAttribute("aria-activedescendant");
    rows()[index]?.scrollIntoView({ block: "nearest" });
  };
  state.choose = (match) => {
    state.wanted = false;
    input.value = match.label;
    state.typed = match.label;
    state.open(false);
    input.blur();
    state.send.trigger(match.id);
  };
  state.say = () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => state.send.text(input.value), PAUSE);
  };
  input.addEventListener("input", () => {
    state.wanted = false;
    if (input.value) state.say();
    else {
      clearTimeout(state.timer);
      list.replaceChildren();
      state.note.textContent = "";
      state.open(false);
      state.send.text("");
    }
  });
  input.addEventListener("focus", () => {
    input.select();
    if (input.value && state.data?.text === input.value) state.open(true);
  });
  input.addEventListener("blur", () => {
    state.open(false);
    if (!input.value && state.data?.value) state.send.trigger("");
    else if (!state.wanted && state.data?.value) input.value = state.data.value;
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const many = rows().length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && many) {
      event.preventDefault();
      state.open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      state.mark(state.at < 0 && step < 0 ? many - 1 : (state.at + step + many) % many);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const fresh = state.data?.text === input.value;
      if (fresh && many) state.choose(state.data.matches[Math.max(state.at, 0)]);
      else if (!fresh && input.value) {
        clearTimeout(state.timer);
        state.wanted = true;
        state.send.text(input.value);
      }
    } else if (event.key === "Escape") {
      state.open(false);
    }
  });
  return state;
}

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const state = states.get(parentElement) ?? create(parentElement);
  states.set(parentElement, state);
  const { input, label, list, note } = state;
  state.send = { text: (text) => setStateValue("text", text), trigger: (id) => setTriggerValue("pick", { id }) };
  label.textContent = data.label;
  input.placeholder = data.placeholder;
  list.setAttribute("aria-label", data.label);
  const writing = (parentElement.activeElement ?? document.activeElement) === input;
  if (data.value !== state.chosen && !writing) input.value = data.value;
  state.chosen = data.value;
  const changed = state.data?.text !== data.text || JSON.stringify(state.data?.matches) !== JSON.stringify(data.matches);
  state.data = data;
  if (changed && data.text === input.value) {
    list.replaceChildren(...data.matches.map((match, index) => option(match, index, state.choose)));
    note.textContent = data.note;
    state.mark(-1);
    if (state.wanted && data.matches.length) state.choose(data.matches[0]);
    else if (writing) state.open(true);
    state.wanted = false;
  }
}
