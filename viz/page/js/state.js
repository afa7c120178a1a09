// What the reader did: one object, kept in the address, so that a link opens the same picture and Back undoes a step.
const SETS = { kinds: "no-kinds", ties: "no-ties", sections: "no-gaps", countries: "no-countries", levels: "no-levels", sources: "no-sources", certainties: "no-certainty", open: "open" };
const TEXTS = { lang: "lang", theme: "theme", view: "view", chosen: "actor", other: "with", gap: "gap", tie: "tie", partner: "partner", question: "ask", list: "list", sort: "sort", find: "find", clock: "clock" };
const NUMBERS = { day: "day", second: "second" };
const FLAGS = { whole: "all", entire: "fit", fade: "fade", table: "table", noPartners: "no-partners" };
// A file made for one country opens without the others; what belongs to none is there.
const elsewhere = data.country ? Object.keys(data.countries).filter(code => code && code !== data.country) : [];
const fresh = () => ({ lang: data.lang, theme: "", view: data.view, chosen: data.focus || "", other: "", gap: "", tie: "", partner: "", question: "", list: "actors", sort: "name",
  find: "", clock: "held", day: data.asOf, second: 0, whole: false, entire: false, fade: false, table: false, noPartners: false, camera: "",
  ...Object.fromEntries(Object.keys(SETS).map(name => [name, new Set(name === "countries" ? elsewhere : [])])) });
const first = fresh(), state = fresh();
const view = () => data.views.find(one => one.name === state.view) || data.views[0];

function address() {
  const parts = new URLSearchParams();
  for (const [name, key] of [...Object.entries(TEXTS), ...Object.entries(NUMBERS)]) if (state[name] !== first[name]) parts.set(key, state[name]);
  for (const [name, key] of Object.entries(FLAGS)) if (state[name]) parts.set(key, "1");
  for (const [name, key] of Object.entries(SETS)) { const kept = [...state[name]].sort().join("~"); if (kept !== [...first[name]].sort().join("~")) parts.set(key, kept); }
  if (state.camera) parts.set("at", state.camera);
  return "#" + parts;
}

// The state that an address stands for; what it does not know is left out.
function readAddress(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, "")), found = fresh();
  for (const [name, key] of Object.entries(TEXTS)) if (parts.has(key)) found[name] = parts.get(key);
  for (const [name, key] of Object.entries(NUMBERS)) if (/^\d{8}$/.test(parts.get(key) || "")) found[name] = Number(parts.get(key));
  for (const [name, key] of Object.entries(FLAGS)) found[name] = parts.get(key) === "1";
  for (const [name, key] of Object.entries(SETS)) if (parts.has(key)) found[name] = new Set(parts.get(key).split("~").filter(Boolean));
  if (/^-?[\d.]+,-?[\d.]+,[\d.]+$/.test(parts.get("at") || "")) found.camera = parts.get("at");
  if (!data.words[found.lang]) found.lang = data.lang;
  if (!data.views.some(one => one.name === found.view)) found.view = data.view;
  for (const name of ["chosen", "other"]) if (!byId.has(found[name])) found[name] = "";
  if (found.other === found.chosen) found.other = "";
  if (!gapById.has(found.gap)) found.gap = "";
  if (!edgeById.has(found.tie)) found.tie = "";
  if (!partnersBy.get(found.chosen)?.some(one => one.id === found.partner)) found.partner = "";
  if (!["light", "dark"].includes(found.theme)) found.theme = "";
  if (!["actors", "ties", "gaps"].includes(found.list)) found.list = "actors";
  if (found.clock !== "known") found.clock = "held";
  return found;
}

// Steps: kept by the browser, or by the page itself where it may not write its address (a frame without an origin).
let step = 0, last = 0, own = null;
function remember(push) {
  const hash = address();
  if (push && hash === (own ? own[step] : location.hash || "#")) return;
  if (push) { step += 1; last = step; }
  if (!own) {
    try { history[push ? "pushState" : "replaceState"]({ step }, "", hash); } catch { own = [hash]; step = last = 0; }
  }
  if (own) own[step] = hash;
}
function wander(by) {
  if (step + by < 0 || step + by > last) return;
  if (!own) { history.go(by); return; }
  step += by;
  Object.assign(state, readAddress(own[step]));
  render({ camera: true });
}
addEventListener("popstate", event => {
  if (event.state) { step = event.state.step; last = Math.max(last, step); } else last = step += 1; // an address that was typed or linked to
  Object.assign(state, readAddress(location.hash));
  if (!event.state) remember(false);
  render({ camera: true });
});

// One step of the reader: change the state, show it, and keep it.
function go(act, how = {}) {
  const before = state.view;
  act(state);
  if (before !== state.view || how.refit) Object.assign(state, { camera: "", entire: false });
  remember(true);
  render({ camera: before !== state.view || how.refit });
}
function toggle(name, key, on) { go(now => { now[name] = new Set(now[name]); on ? now[name].delete(key) : now[name].add(key); }); }
