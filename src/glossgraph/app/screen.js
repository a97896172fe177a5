// Tells Python whether the window is as narrow as a phone; says nothing while what Python believes is right.
const LIMIT = "(max-width: 640px)";
const states = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  let state = states.get(parentElement);
  if (!state) {
    state = { query: window.matchMedia(LIMIT) };
    state.tell = () => {
      if (state.query.matches !== state.narrow) state.send(state.query.matches);
    };
    state.query.addEventListener("change", state.tell);
    states.set(parentElement, state);
  }
  state.narrow = data.narrow;
  state.send = (narrow) => setStateValue("narrow", narrow);
  state.tell();
  return () => state.query.removeEventListener("change", state.tell);
}
