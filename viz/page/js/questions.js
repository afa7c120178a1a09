// Questions that a planner asks of a network, and the list of all gaps: by rule, by country, one by one.
const ruleTitle = rule => pick(data.titles[rule] || { en: rule });

// The actors and gaps that answer a question: "alone", "section:…", "rule:…" or "rule:…:country".
function answer(question) {
  const [what, key, country] = question.split(":"), found = { actors: new Set(), gaps: new Set(), title: "", list: [] };
  if (what === "alone") {
    const record = now(), tied = new Set();
    for (const [edge, told] of record.ties) if (told.status !== "denied" && !countryTie(edge)) { tied.add(edge.from); tied.add(edge.to); }
    found.list = nodes.filter(node => record.present[node.at] && !node.frame && !tied.has(node.id) && !offActor(node));
    found.actors = new Set(found.list.map(node => node.id));
    found.title = w("q_alone");
    return found;
  }
  const gaps = gapsHold() ? data.gaps.filter(gap => !offGapBut(gap) && (what === "section" ? gap.section === key : gap.rule === key) && (country === undefined || (gap.country || NONE) === country)) : [];
  found.list = gaps;
  found.gaps = new Set(gaps);
  for (const gap of gaps) for (const id of gap.actors) found.actors.add(id);
  found.title = (what === "section" ? w("sections")[key] : ruleTitle(key)) + (country === undefined ? "" : `${comma()}${country === NONE ? w("across_borders") : countryName(country)}`);
  return found;
}
// A tie that follows from the cell of the country says nothing of cooperation.
const countryTie = edge => data.ties[edge.kind].frame;

function questionPanel() {
  const found = answer(state.question), crumb = [button(`${isRtl() ? "→" : "←"} ${w("questions")}`, () => letGo(), { className: "name", key: "crumb" })];
  const alone = state.question === "alone";
  const body = [make("p", { className: "quiet", textContent: alone ? tell("q_alone_about", { day: dayText(state.day) }) : w("record") })];
  if (!found.list.length) body.push(make("p", { textContent: w("none_found") }));
  if (alone) for (const [kind, list] of grouped(found.list, node => node.kind)) body.push(make("details", { key: `alone:${kind}`, open: found.list.length < 60 }, make("summary", {}, swatch(data.kinds[kind]), ` ${pick(data.kinds[kind].plural)} (${figure(list.length)})`),
    make("ul", { className: "plain names" }, ...list.map(node => make("li", {}, link(node.id), node.country ? make("span", { className: "tag", textContent: ` ${node.country}` }) : "")))));
  else body.push(...gapTree(found.list, true));
  return [make("span", {}, found.title, ` (${figure(found.list.length)})`), body, crumb];
}

// Gaps by rule, then by country with counts, then each with its sentence; the lists are made when they are opened.
function gapTree(gaps, open) {
  return [...grouped(gaps, gap => gap.rule)].map(([rule, mine]) => {
    const places = [...grouped(mine, gap => gap.country || NONE)].sort((a, b) => b[1].length - a[1].length || byText(a[0], b[0]));
    const inner = places.map(([code, list]) => lazy(`tree:${rule}:${code}`, make("span", {}, `${code === NONE ? w("across_borders") : countryName(code)} (${figure(list.length)})`), () => list.map(gap => gapCard(gap)), places.length === 1 && list.length < 30));
    return make("details", { key: `tree:${rule}`, open: Boolean(open) }, make("summary", {}, mark(mine[0]), ` ${ruleTitle(rule)} (${figure(mine.length)})`), ...inner);
  });
}
function lazy(key, title, fill, open) {
  const box = make("details", { key, className: "inner" }, make("summary", {}, title)), once = () => { if (box.open && box.children.length === 1) box.append(...fill()); };
  box.addEventListener("toggle", once);
  if (open) { box.open = true; box.append(...fill()); }
  return box;
}

// What is new and what is no longer there between two dates, by kind of tie; a name opens the tie.
function changeList() {
  if (months.length < 2) return [make("p", { textContent: w("one_date") })];
  const body = [], days = [state.second, state.day].sort((a, b) => a - b).map(dayText);
  for (const change of ["new", "lapsed"]) {
    const mine = look.ties.filter(tie => tie.change === change && !tie.faded);
    body.push(heading(`${w("change")[change]}: ${days.map(apart).join(" – ")}`, mine.length));
    for (const [kind, list] of grouped(mine, tie => tie.edge.kind)) body.push(lazy(`tree:${change}:${kind}`, make("span", {}, `${pick(data.ties[kind].label)} (${figure(list.length)})`), () => [make("ul", { className: "plain" }, ...list.map(({ edge }) => make("li", {}, button(sentence(tieSentence(edge)), () => openTie(edge.id, { focus: true }), { className: "name row", key: `tie:${edge.id}` }))))], mine.length < 30));
    if (!mine.length) body.push(make("p", { className: "quiet", textContent: w("none_found") }));
  }
  return body;
}

function homePanel() {
  const body = [], rows = [];
  if (!nodes.length) return [w("panel"), [make("p", { textContent: w("empty") })]];
  const row = (text, n, act, key) => rows.push(make("li", {}, button(make("span", {}, text), act, { className: "name row", key: `q:${key}` }), n === "" ? "" : make("span", { className: "n", textContent: figure(n) })));
  const shown = view();
  if (shown.asks === "city" || shown.asks === "actor") body.push(chooser(shown.asks));
  row(w("q_alone"), answer("alone").list.length, () => ask("alone", { focus: true }), "alone");
  const held = gapsHold();
  if (shown.asks === "dates") body.push(...changeList());
  if (held) for (const section of SECTIONS) { const n = answer(`section:${section}`).list.length; if (n) row(w("q_sections")[section], n, () => ask(`section:${section}`, { focus: true }), section); }
  const city = data.views.find(one => one.asks === "city"), dates = data.views.find(one => one.asks === "dates");
  if (city && partnersBy.size && shown !== city) row(w("q_partners"), "", () => openView(city.name), "partners");
  if (dates && months.length > 1 && shown !== dates) row(w("q_dates"), "", () => openView(dates.name), "dates");
  body.push(make("ul", { className: "plain asked" }, ...rows));
  if (!held) body.push(make("p", { className: "quiet" }, tell("gaps_as_of", { day: dayText(data.asOf) }), " ", button(w("back_to_date"), () => go(now => { now.day = data.asOf; now.clock = "held"; }), { key: "back-date" })));
  const gaps = held ? data.gaps.filter(gap => !offGap(gap)) : [];
  if (gaps.length) body.push(heading(tell("gaps_on", { day: dayText(data.asOf) }), gaps.length), make("p", { className: "quiet", textContent: w("record") }),
    ...SECTIONS.flatMap(section => { const mine = gaps.filter(gap => gap.section === section); return mine.length ? [make("h4", {}, w("sections")[section], ` (${figure(mine.length)})`), ...gapTree(mine, section !== "unknown" && mine.length < 12)] : []; }));
  if (held && data.closed.length) body.push(heading(w("closed"), data.closed.length), ...data.closed.map(closedCard));
  return [w("questions"), body];
}

// For a view that is about one actor: a box to find it, and those one is likely to mean.
function chooser(asks) {
  const cities = [...partnersBy.keys()].filter(id => partnersBy.get(id).length && byId.has(id));
  const likely = (asks === "city" ? cities.map(id => byId.get(id)) : nodes.filter(node => !node.frame)).sort((a, b) => b.degree - a.degree || (a.id < b.id ? -1 : 1)).slice(0, 6);
  return make("div", { className: "chooser" }, make("p", {}, make("strong", {}, w(asks === "city" ? "choose_city" : "choose_actor"))),
    asks === "city" && !cities.length ? make("p", { textContent: w("no_partners_found") }) : finder("choose", w("search_name"), id => choose(id, { focus: true }), asks === "city" ? node => partnersBy.get(node.id)?.length : undefined),
    make("p", { className: "acts" }, ...likely.map(node => button(bdi(nameOf(node)), () => choose(node.id, { focus: true }), { key: `likely:${node.id}` }))), asks === "city" && cities.length ? make("p", { className: "quiet" }, partnersHeld()) : "");
}
