// Search in any script, with slips: the same folding as graphmodel.names, then whole names, beginnings, words, near misses.
function fold(text) {
  const lower = text.normalize("NFC").toLowerCase().replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, "");
  const latin = Array.from(lower, letter => data.folding[letter] ?? letter).join("");
  return latin.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}
function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let prior = [], row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], prior[j - 2] + 1); // two letters changed over
    }
    prior = row; row = next;
  }
  return row[b.length];
}
// How far a key is from what was asked; 99 is not at all. A short word forgives one slip, a long one two, one of three letters none.
function closeness(key, asked) {
  if (key === asked) return 0;
  if (key.startsWith(asked)) return 1;
  if (key.includes(` ${asked}`)) return 2;
  if (asked.length > 2 && key.includes(asked)) return 3;
  const slips = asked.length < 4 ? 0 : asked.length < 7 ? 1 : 2;
  if (!slips) return 99;
  const whole = distance(key, asked, slips);
  if (whole <= slips) return 4 + whole;
  for (const word of key.split(" ")) if (word !== key && word.length > 3) { const far = distance(word, asked, slips); if (far <= slips) return 5 + far; }
  return 99;
}

// Names first; a word may also be a kind or a country, alone or beside a name ("ministries kosovo").
const terms = [...Object.entries(data.kinds).flatMap(([kind, one]) => [...Object.values(one.label), ...Object.values(one.plural)].flatMap(text => text.split("/")).map(text => [fold(text), node => node.kind === kind])),
  ...Object.entries(data.countries).flatMap(([code, names]) => [...Object.values(names), code].map(text => [fold(text), node => node.country === code]))].filter(([text]) => text);
function found(text, only = () => true) {
  const asked = fold(text), scored = [];
  if (!asked) return [];
  let rest = ` ${asked} `;
  const tests = [];
  for (const [term, test] of [...terms].sort((a, b) => b[0].length - a[0].length)) if (rest.includes(` ${term} `)) { rest = rest.replace(` ${term} `, " "); tests.push(test); }
  rest = rest.trim();
  for (const node of nodes) {
    if (!only(node)) continue;
    let best = Math.min(99, ...node.keys.map(key => closeness(key, asked)));
    if (best > 3 && tests.length && tests.every(test => test(node))) best = Math.min(best, rest ? 4 + Math.min(99, ...node.keys.map(key => closeness(key, rest))) : 3.5);
    if (best < 20) scored.push([best, node]);
  }
  return scored.sort((a, b) => a[0] - b[0] || a[1].frame - b[1].frame || b[1].degree - a[1].degree || (a[1].id < b[1].id ? -1 : 1)).map(one => one[1]);
}

// A box with a list of hits under it, for the search of the page and wherever an actor is asked for.
const MOST = 12;
function listen(input, list, take, only) {
  let hits = [], at = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const show = () => {
    const all = found(input.value, only);
    hits = all.slice(0, MOST); at = -1;
    list.replaceChildren(...hits.map((node, i) => make("li", { id: `${list.id}-${i}`, role: "option", "aria-selected": "false", on: { mousedown: event => { event.preventDefault(); choosing(node); } } },
      swatch(data.kinds[node.kind]), bdi(nameOf(node)), make("small", {}, [pick(data.kinds[node.kind].label), node.country && countryName(node.country)].filter(Boolean).join(comma())))));
    if (!hits.length) list.append(make("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", textContent: w("nothing_found") }));
    if (all.length > MOST) list.append(make("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", className: "quiet", textContent: tell("more_hits", { n: all.length - MOST }) }));
    list.hidden = !fold(input.value);
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) say(all.length ? tell("n_found", { n: all.length }) : w("nothing_found"));
  };
  const choosing = node => { input.value = nameOf(node); close(); take(node.id); };
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.key === "Enter" && hits.length && !list.hidden) { event.preventDefault(); choosing(hits[Math.max(at, 0)]); }
    else if (event.key === "Escape" && (input.value || !list.hidden)) { event.stopPropagation(); input.value = ""; show(); }
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length && !list.hidden) {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      Array.from(list.children).forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    }
  });
}
function finder(name, label, take, only) {
  const list = make("ul", { id: `${name}-hits`, role: "listbox", className: "hits", hidden: true, "aria-label": label });
  const input = make("input", { type: "text", placeholder: label, autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-label": label, key: `finder:${name}` });
  listen(input, list, take, only);
  return make("div", { className: "finder inner" }, input, list);
}
