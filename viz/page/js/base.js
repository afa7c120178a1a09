// What the page was given, and the small tools that all rooms use.
const $ = id => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const nodes = data.nodes, sources = data.sources, root = document.documentElement;
const byId = new Map(nodes.map((node, at) => {
  Object.assign(node, { at, also: node.also || [], facts: node.facts || [], country: node.country || "", level: node.level || "", degree: node.degree || 0 });
  return [node.id, node];
}));
const edges = data.edges.map(([id, kind, a, b, said]) => ({ id, kind, a: nodes[a], b: nodes[b], from: nodes[a].id, to: nodes[b].id,
  claims: said.map(cells => Object.fromEntries(data.claim.map((name, at) => [name, cells[at] ?? (at < 7 ? 0 : "")]))) }));
const edgeById = new Map(edges.map(edge => [edge.id, edge]));
const edgesOf = new Map(nodes.map(node => [node.id, []]));
for (const edge of edges) { edgesOf.get(edge.from).push(edge); if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge); }
const gapById = new Map(data.gaps.map(gap => [gap.id, gap]));
const gapsOf = new Map();
for (const gap of data.gaps) for (const id of gap.actors) gapsOf.set(id, [...(gapsOf.get(id) || []), gap]);
const partnersBy = new Map(Object.entries(data.partners).map(([city, list]) => [city, list.map(one => ({ introducers: [], labels: [], unknown: [], ...one }))]));
const told = at => data.said[at];
const SECTIONS = data.sections, CERTAINTIES = data.certainties;

const w = key => data.words[state.lang][key];
// A sentence with its slots filled: `{n}` is a value, `{n:one tie|# ties}` the form that a number asks for, as in the
// sentences of the queries: one, other; in Arabic one, two, few, other or one, two, few, many, other.
const tell = (key, slots) => filled(w(key), slots);
const filled = (text, slots) => text.replace(/\{(\w+)(?::([^{}]*))?\}/g, (slot, name, forms) => (!(name in slots) ? slot : forms ? formOf(forms.split("|"), slots[name]) : apart(figure(slots[name]))));
const FORMS = { 2: ["one", "other"], 4: ["one", "two", "few", "other"], 5: ["one", "two", "few", "many", "other"] };
const formOf = (forms, number) => (forms[FORMS[forms.length].indexOf(new Intl.PluralRules(state.lang).select(number))] ?? forms[forms.length - 1]).replace("#", figure(number));
const figure = value => (typeof value === "number" ? value.toLocaleString("en") : String(value));
// In a sentence a date or a name keeps its own direction only if it stands apart (first strong isolate of Unicode); signs that
// turn what comes after them are taken out of it.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const apart = value => { const text = String(value).replace(TURNING, ""); return (isRtl() ? /[A-Za-z]|\d\D\d/ : /[\u0590-\u08ff\ufb1d-\ufefc]/).test(text) ? `\u2068${text}\u2069` : text; };
const semicolon = () => (isRtl() ? "؛ " : "; ");
const pick = texts => (typeof texts === "string" ? texts : texts?.[state.lang] || texts?.en || "");
const nameOf = node => (state.lang === "ar" && node.ar) || node.name;
const shortOf = node => (state.lang === "ar" ? node.shortAr : node.short) || nameOf(node);
const isRtl = () => data.rightToLeft.includes(state.lang);
const dirOf = text => (/[\u0590-\u08ff\ufb1d-\ufefc]/.test((text.match(/\p{L}/u) || [""])[0]) ? "rtl" : "ltr");
const countryName = code => (code ? pick(data.countries[code] || { en: code }) : w("no_country"));
const wordOf = (group, key) => w(group)[key] || key;
const isDark = () => (state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
const theme = () => (isDark() ? "dark" : "light");
const tint = name => data.palette[theme()][name];
const dayText = day => { const text = String(day); return day ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : ""; };
// Letters with the marks that belong to them, as a reader counts them: a text is cut between two, never inside one.
const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });
const lettersOf = text => (segmenter ? Array.from(segmenter.segment(text), one => one.segment) : Array.from(text));
const comma = () => (isRtl() ? "، " : ", ");
const say = text => { $("live").textContent = text; };

function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (key === "key") element.dataset.key = value;
    else if (key === "style") Object.assign(element.style, value);
    else if (key in element && key !== "list" && key !== "role") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}
const bdi = text => make("bdi", { textContent: text });
const sentence = text => make("bdi", { textContent: text, dir: isRtl() ? "rtl" : "ltr" }); // runs as the page does, whatever name it begins with
const button = (text, act, props = {}) => make("button", { type: "button", on: { click: act }, ...props }, text);

// Words of another script inside a sentence from right to left, apart, so that brackets and commas stay where they belong.
const FOREIGN = /([A-Za-z\u00c0-\u024f\u0400-\u04ff][^\u0590-\u08ff]*[A-Za-z0-9\u00c0-\u024f\u0400-\u04ff])/;
// A sentence that sets its values apart itself is left as it is.
const isolated = text => (text.includes("\u2068") ? [text] : text.split(FOREIGN).filter(Boolean).map(part => (FOREIGN.test(part) ? make("bdi", { textContent: part, dir: "ltr" }) : part)));

// A sentence in the reader's language; one that there is only in English says so.
function spoken(texts, tag = "span", props = {}) {
  const own = typeof texts === "string" || texts[state.lang] !== undefined, language = own ? state.lang : "en";
  const rtl = own && isRtl(), element = make(tag, { ...props, lang: language, dir: rtl ? "rtl" : "ltr" });
  element.append(...(rtl ? isolated(pick(texts)) : [pick(texts)]));
  return element;
}

// New children in place of the old; what was open stays open, and what had the focus has it again.
function redo(box, ...children) {
  const held = document.activeElement && box.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const open = new Map(Array.from(box.querySelectorAll("details[data-key]"), one => [one.dataset.key, one.open]));
  box.replaceChildren(...children.flat().filter(child => child !== null && child !== ""));
  for (const one of box.querySelectorAll("details[data-key]")) if (open.has(one.dataset.key)) one.open = open.get(one.dataset.key);
  if (held) Array.from(box.querySelectorAll("[data-key]")).find(one => one.dataset.key === held)?.focus({ preventScroll: true });
}
const count = (list, key) => { const found = new Map(); for (const one of list) found.set(key(one), (found.get(key(one)) || 0) + 1); return found; };
const grouped = (list, key) => { const found = new Map(); for (const one of list) { const name = key(one); if (!found.has(name)) found.set(name, []); found.get(name).push(one); } return found; };
const byText = (a, b) => a.localeCompare(b, state.lang);
