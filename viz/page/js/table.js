// The table twin of the picture: what is shown as rows that can be sorted and filtered, with the same selection.
const MANY = 300, LONGEST = 240; // rows at first; letters of a name
const PRIORITIES = ["high", "medium", "low"], COUNTS = ["n_ties_head", "n_gaps_head"]; // a count is sorted from the most at first
// Of each list its columns: a word for the head, what is in a cell, by what it is sorted if not by that, and the sentence by
// language that it is, if it is one.
const COLUMNS = {
  actors: [["name", node => nameOf(node)], ["kind", node => pick(data.kinds[node.kind].label)], ["country", node => (node.country ? countryName(node.country) : "")], ["level_head", node => wordOf("level", node.level), node => data.levels.indexOf(node.level)], ["n_ties_head", node => look.degree.get(node.id) || 0], ["n_gaps_head", node => (look.gapCount.get(node.id) || 0)]],
  ties: [["from", ({ edge }) => nameOf(edge.a)], ["tie", ({ edge }) => pick(data.ties[edge.kind].label)], ["to", ({ edge }) => nameOf(edge.b)], ["since", ({ record }) => firstOf(record, "since")], ["until", ({ record }) => firstOf(record, "until")], ["status", tie => (tie.change ? w("change")[tie.change] : tie.record.status === "disputed" ? w("disputed") : "")], ["source", ({ record }) => sourcesOf(record)]],
  gaps: [["gap", gap => pick(gap.because), null, gap => gap.because], ["rule", gap => ruleTitle(gap.rule)], ["country", gap => (gap.country ? countryName(gap.country) : w("across_borders"))], ["certainty_title", gap => w("certainty")[gap.certainty], gap => CERTAINTIES.indexOf(gap.certainty)], ["priority", gap => w("severity")[gap.severity], gap => PRIORITIES.indexOf(gap.severity)], ["to_close", gap => pick(gap.mend), null, gap => gap.mend], ...(data.gaps.some(gap => gap.decision) ? [["decided", gap => (gap.decision ? decisionText(gap.decision) : "")]] : [])],
};
const firstOf = (record, field) => record.claims.filter(claim => claim.yes && claim[field]).map(claim => claim[field]).sort()[0] || "";
const sourcesOf = record => [...new Set(record.claims.map(claim => sources[claim.source]?.title).filter(Boolean))].join("; ");
const rowsOf = list => (list === "actors" ? look.nodes.filter(node => !look.faded.has(node.id)) : list === "ties" ? look.ties.filter(tie => !tie.faded) : look.gaps);
const idOf = (list, row) => (list === "ties" ? row.edge.id : row.id);
const pickedId = list => (list === "actors" ? state.chosen : list === "ties" ? state.tie : state.gap);

function sorted(list) {
  const columns = COLUMNS[list], down = state.sort.startsWith("-"), key = state.sort.replace(/^-/, ""), column = columns.find(one => one[0] === key) || columns[0], asked = fold(state.find);
  const order = column[2] || column[1], rows = rowsOf(list).map(row => [order(row), row]).filter(([, row]) => !asked || columns.some(([, value]) => fold(String(value(row))).includes(asked)));
  rows.sort((a, b) => (typeof a[0] === "number" ? a[0] - b[0] : byText(String(a[0]), String(b[0]))) || (idOf(list, a[1]) < idOf(list, b[1]) ? -1 : 1));
  if (down) rows.reverse();
  return rows.map(one => one[1]);
}

let more = 0;
function table() {
  $("table").hidden = !state.table;
  document.body.classList.toggle("tabled", state.table);
  $("canvas").style.visibility = state.table ? "hidden" : "";
  $("picture").toggleAttribute("inert", state.table);
  if (!state.table) { $("table").replaceChildren(); return; }
  $("table").dataset.list = state.list;
  const scrolled = $("table").querySelector(".rows")?.scrollTop || 0;
  const list = state.list, rows = sorted(list), at = rows.findIndex(row => idOf(list, row) === pickedId(list)), columns = COLUMNS[list], [by, down] = [state.sort.replace(/^-/, ""), state.sort.startsWith("-")], active = columns.some(one => one[0] === by) ? by : columns[0][0];
  more = Math.max(more, at + 1 - MANY); // the chosen one is among those that are there
  const filter = make("input", { type: "text", value: state.find, placeholder: w("filter_rows"), "aria-label": w("filter_rows"), key: "filter-rows", on: { input: () => { state.find = filter.value; more = 0; remember(false); tableBody(filter); } } });
  const tabs = ["actors", "ties", "gaps"].map(name => button(`${w(name === "actors" ? "kinds" : name)} (${figure(rowsOf(name).length)})`, () => { more = 0; go(now => { now.list = name; now.find = ""; now.sort = COLUMNS[name][0][0]; }); }, { "aria-pressed": String(name === list), key: `tab:${name}` }));
  const head = make("tr", {}, ...columns.map(([key]) => make("th", { scope: "col", "aria-sort": key === active ? (down ? "descending" : "ascending") : "none" }, button(`${w(key)}${key === active ? (down ? " ▼" : " ▲") : ""}`, () => go(now => { now.sort = (key === active ? !down : COUNTS.includes(key)) ? `-${key}` : key; }), { key: `sort:${key}` }))));
  redo($("table"), make("div", { className: "bar" }, make("div", { className: "seg", role: "group", "aria-label": w("table") }, ...tabs), filter),
    make("div", { className: "rows", tabIndex: 0, role: "region", "aria-label": w("table") }, make("table", {}, make("caption", { className: "unseen" }, `${w("table")}: ${pick(view().title)}`), make("thead", {}, head), make("tbody", { id: "rows" }, ...rowElements(list, rows)))), rest_of(rows));
  $("table").querySelector(".rows").scrollTop = scrolled;
  $("rows").querySelector(".picked")?.scrollIntoView({ block: "nearest" });
}
function tableBody() { const rows = sorted(state.list); $("rows").replaceChildren(...rowElements(state.list, rows)); $("more-rows").replaceWith(rest_of(rows)); say(tell("n_rows", { n: rows.length })); }
// Why a list has no row.
function noRows(list) {
  if (rowsOf(list).length) return w("no_such_row");
  if (whyEmpty()) return whyEmpty();
  if (list !== "actors" && !view()[list].length) return w(`no_${list}_here`);
  return list === "gaps" && !gapsHold() ? tell("gaps_as_of", { day: dayText(data.asOf) }) : w("none_found");
}
function rest_of(rows) {
  const left = rows.length - MANY - more;
  return make("p", { id: "more-rows", className: "quiet" }, rows.length ? tell("n_rows", { n: rows.length }) : noRows(state.list), " ", left > 0 ? button(tell("show_more", { n: left }), () => { more += 2000; tableBody(); }, { key: "more" }) : "");
}
function rowElements(list, rows) {
  const open = { actors: id => choose(id), ties: id => openTie(id), gaps: id => openGap(id) }[list], picked = pickedId(list), said = (row, i, text) => (COLUMNS[list][i][3] ? spoken(COLUMNS[list][i][3](row), "bdi") : bdi(String(text)));
  return rows.slice(0, MANY + more).map(row => {
    const id = idOf(list, row), cells = COLUMNS[list].map(([, value]) => { const shown = value(row); return list === "gaps" || typeof shown === "number" || shown.length < LONGEST ? shown : `${lettersOf(shown.slice(0, 8 * LONGEST)).slice(0, LONGEST).join("")}…`; });
    return make("tr", { className: id === picked ? "picked" : "", on: { click: () => open(id) } }, ...cells.map((text, i) => (i === 0
      ? make("th", { scope: "row" }, button(said(row, i, text), event => { event.stopPropagation(); open(id); }, { className: "name", key: `row:${id}`, ...(id === picked ? { "aria-current": "true" } : {}) }))
      : make("td", { className: typeof text === "number" ? "num" : "" }, said(row, i, text)))));
  });
}
