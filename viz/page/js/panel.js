// The panel at the side: what is open, or the questions and the list of gaps when nothing is.
function panel() {
  const [title, body, crumb] = state.gap ? gapPanel(gapById.get(state.gap)) : state.tie ? tiePanel(edgeById.get(state.tie)) : state.partner ? partnerPanel()
    : state.question ? questionPanel() : state.chosen && state.other ? pathPanel() : state.chosen ? actorPanel(byId.get(state.chosen)) : homePanel();
  $("panel-title").replaceChildren(title);
  const open = state.gap || state.tie || state.partner || state.question || state.chosen;
  $("close").hidden = !open && !tooNarrow();
  $("close").setAttribute("aria-label", w("close")); $("close").title = w("close");
  redo($("crumb"), crumb || []);
  $("crumb").hidden = !crumb;
  const top = `${state.gap}|${state.tie}|${state.partner}|${state.question}|${state.chosen}|${state.other}`;
  redo($("panel-body"), ...body);
  if ($("panel").dataset.of !== top) { $("panel").dataset.of = top; $("panel").scrollTop = 0; }
}
const heading = (text, more) => make("h3", {}, make("span", { dir: "auto", textContent: text }), more !== undefined ? make("span", { className: "n", textContent: ` (${figure(more)})` }) : "");
const back = () => (state.chosen && byId.has(state.chosen) && (state.gap || state.tie || state.partner) ? [button(bdi(`${isRtl() ? "→" : "←"} ${nameOf(byId.get(state.chosen))}`), () => choose(state.chosen, { focus: true }), { className: "name", key: "crumb" })] : null);

function gapPanel(gap) {
  return [pick(data.titles[gap.rule] || w("gap")), [gapCard(gap, true)], back() || [button(`${isRtl() ? "→" : "←"} ${w("all_gaps")}`, () => letGo(), { className: "name", key: "crumb" })]];
}
function tiePanel(edge) {
  const kind = data.ties[edge.kind], record = now().ties.get(edge);
  return [pick(kind.label), [
    make("p", {}, link(edge.from), ` ${pick(kind.label)} `, link(edge.to)),
    record?.status === "disputed" ? make("p", { className: "doubt", textContent: w("disputed") }) : "",
    ...claimsOf(edge).map(claimLine)], back()];
}

function actorPanel(node) {
  const body = [], record = now(), mine = edgesOf.get(node.id).filter(edge => record.ties.has(edge) && edge.a !== edge.b);
  body.push(make("p", { className: "quiet" }, [pick(data.kinds[node.kind].label), node.country ? countryName(node.country) : "", wordOf("level", node.level)].filter(Boolean).join(" · ")));
  if (!record.present[node.at]) body.push(make("p", { className: "doubt", textContent: tell("not_there", { day: dayText(state.day) }) }));
  const also = [node.name, node.ar, ...node.also].filter((text, at, all) => text && text !== nameOf(node) && all.indexOf(text) === at);
  if (also.length) body.push(make("p", { className: "quiet" }, `${w("also")}: `, ...also.flatMap((text, i) => [i ? comma() : "", bdi(text)])));
  if (node.note) body.push(make("p", { dir: "auto", textContent: node.note }));
  body.push(...actions(node));
  const city = view().asks === "city";
  if (city) body.push(...partnerSection(node));
  const open = gapsHold() ? (gapsOf.get(node.id) || []).filter(gap => !offGap(gap)) : [], told = open.filter(isOpen), aside = open.filter(gap => gap.section === "set-aside"), rest = open.filter(gap => gap.section === "unknown"), closed = gapsHold() ? data.closed.filter(one => one.actors.includes(node.id)) : [];
  if (told.length) body.push(heading(w("gaps"), told.length), ...told.map(gap => gapCard(gap)));
  if (aside.length) body.push(heading(w("sections")["set-aside"], aside.length), ...aside.map(gap => gapCard(gap)));
  if (closed.length) body.push(heading(w("closed"), closed.length), ...closed.map(closedCard));
  if (rest.length) body.push(make("details", { key: "unknown" }, make("summary", {}, `${w("sections").unknown} (${figure(rest.length)})`), ...rest.map(gap => gapCard(gap))));
  if (!city) body.push(...partnerSection(node));
  const yes = mine.filter(edge => record.ties.get(edge).status !== "denied"), no = mine.filter(edge => record.ties.get(edge).status === "denied");
  const groups = grouped(yes, edge => { const kind = data.ties[edge.kind], out = edge.from === node.id || !kind.directed; return pick(out ? kind.label : kind.inverse); });
  if (!yes.length) body.push(make("p", { textContent: w("no_tie") }));
  for (const [title, list] of groups) body.push(heading(title, list.length), tieList(node, list, record));
  if (no.length) body.push(heading(w("denied"), no.length), tieList(node, no, record, true));
  body.push(...factSection(node));
  return [nameOf(node), body];
}
function actions(node) {
  const row = [], own = data.views.find(one => one.asks === "actor"), city = data.views.find(one => one.asks === "city");
  if (own && state.view !== own.name) row.push(button(w("only_this"), () => go(now => { now.view = own.name; }), { key: "only" }));
  if (city && partnersBy.get(node.id)?.length && state.view !== city.name) row.push(button(w("see_partners"), () => go(now => { now.view = city.name; }), { key: "partners" }));
  return [make("div", { className: "acts" }, ...row), finder("path", w("connected_with"), connect, other => other !== node)];
}
function tieList(node, list, record, denied) {
  return make("ul", { className: "plain" }, ...list.map(edge => make("li", {}, link(edge.from === node.id ? edge.to : edge.from),
    denied ? make("span", { className: "tag", textContent: ` ${pick(data.ties[edge.kind].label)}` }) : "",
    record.ties.get(edge).status === "disputed" ? make("span", { className: "doubt", textContent: ` ${w("disputed")}` }) : "",
    ...record.ties.get(edge).claims.map(claimLine))));
}
function partnerSection(node) {
  const found = partnersBy.get(node.id) || [];
  if (!found.length) return learns(node) && !partnersBy.has(node.id) ? [make("p", { className: "quiet" }, partnersHeld())] : [];
  const box = make("input", { type: "checkbox", checked: !state.noPartners, key: "partner-lines", on: { change: () => go(now => { now.noPartners = !box.checked; }) } });
  return [heading(tell("partners_of", { name: nameOf(node) }), found.length), make("p", { className: "quiet", textContent: w("suggested") }), make("label", { className: "inline" }, box, w("draw_partners")),
    make("ol", { className: "plain" }, ...found.map((one, at) => partnerCard(one, at + 1)))];
}
// Which cities the file tells the partners of, if not of all.
const learns = node => node.level === data.levels[data.levels.length - 1] && data.kinds[node.kind].place;
function partnersHeld() {
  const all = nodes.filter(learns).length, held = [...partnersBy.keys()].filter(id => byId.has(id)).length;
  return held < all ? tell("partners_held", { n: held, all }) : "";
}
function partnerPanel() {
  const list = partnersBy.get(state.chosen), at = list.findIndex(one => one.id === state.partner);
  return [make("span", {}, bdi(nounOf(state.chosen)), isRtl() ? " ← " : " → ", bdi(nounOf(state.partner))), [make("p", { className: "quiet", textContent: w("suggested") }), ...partnerReasons(list[at], at + 1, true)], back()];
}
function factSection(node) {
  const list = node.facts.filter(fact => !fact[2]), folded = node.facts.filter(fact => fact[2]), own = (node.sources || []).map(at => [at]);
  const rows = facts => make("dl", {}, ...facts.flatMap(([label, values]) => [make("dt", { dir: "auto", textContent: pick(label) }), make("dd", {},
    values.length > 1 ? make("p", { className: "doubt", textContent: w("conflict") }) : "",
    ...values.map(([value, from, of, date]) => make("div", {}, bdi(pick(value)), of ? make("span", { className: "tag" }, " ", bdi(of)) : "", date ? make("span", { className: "tag" }, " ", bdi(date)) : "", ...(values.length > 1 ? sourceLines(from.map(at => [at])) : []))))]));
  const body = [];
  if (node.begin || node.end) list.unshift([{ en: data.words.en.exists, ar: data.words.ar.exists }, [[[node.begin && dayText(node.begin), node.end && dayText(node.end)].map(text => text || "…").join(" – "), []]]]);
  if (list.length) body.push(heading(w("facts")), rows(list));
  if (own.length) body.push(make("div", {}, ...sourceLines(own)));
  if (folded.length) body.push(make("details", { key: "more-facts" }, make("summary", {}, w("for_machines")), rows(folded), make("p", { className: "src" }, "id: ", bdi(node.id))));
  return body;
}
