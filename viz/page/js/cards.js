// Pieces of the panel: names that can be clicked, sources, claims, gaps, partners. Text is only ever text.
const link = id => (byId.has(id)
  ? button(bdi(nameOf(byId.get(id))), () => choose(id, { focus: true }), { className: "name", key: `actor:${id}` })
  : bdi(id));
const nounOf = id => (byId.has(id) ? nameOf(byId.get(id)) : id);

const forPeople = text => (/^(Q\d+[\s,;]*)+$/.test(text) ? "" : text); // item numbers of Wikidata help nobody who reads
function sourceLine(at, rest = []) {
  const source = sources[at], line = make("span", { className: "src" });
  if (!source && !rest.some(Boolean)) return null;
  if (source) {
    const text = [source.title, source.publisher !== source.title && source.publisher].filter(Boolean).join(dirOf(source.title) === "rtl" ? "، " : ", ");
    line.append(`${w("source")}: `, /^https?:\/\//i.test(source.url) ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, bdi(text)) : bdi(text));
    if (source.date) line.append(comma(), make("bdi", { className: "date", textContent: source.date }));
  }
  for (const text of rest.filter(Boolean)) line.append(" · ", typeof text === "string" ? bdi(text) : text);
  return line;
}

// Several mentions of one source are one line, with all places in it; beyond the fourth they are folded.
function sourceLines(mentions) {
  const merged = grouped(mentions.filter(([at]) => at >= 0), ([at]) => at);
  const lines = [...merged].map(([at, list]) => sourceLine(at, [...new Set(list.flatMap(([, locator, quote]) => [locator && forPeople(locator), quote && `“${quote}”`]).filter(Boolean))])).filter(Boolean);
  if (lines.length <= 4) return lines;
  return [...lines.slice(0, 3), make("details", { className: "src" }, make("summary", {}, tell("more_sources", { n: lines.length - 3 })), ...lines.slice(3))];
}

const period = claim => {
  const date = text => make("bdi", { className: "date", textContent: text });
  if (claim.since && claim.until && claim.since !== claim.until) return make("span", {}, date(claim.since), " – ", date(claim.until));
  return claim.since ? date(claim.since) : claim.until ? make("span", {}, `${w("until")} `, date(claim.until)) : "";
};
function claimLine(claim) {
  const line = sourceLine(claim.source, [claim.yes ? "" : w("said_no"), claim.since === sources[claim.source]?.date && !claim.until ? "" : period(claim), claim.form && wordOf("form", claim.form), claim.role && wordOf("role", claim.role), claim.locator && forPeople(claim.locator), claim.basis && wordOf("basis", claim.basis), claim.note])
    || make("span", { className: "src" }, w("no_source"));
  if (claim.quote) line.append(" ", make("q", { dir: "auto", textContent: claim.quote }));
  return line;
}
const claimsOf = edge => { const found = now().ties.get(edge) || look.dates?.ties.get(edge); return found ? found.claims : edge.claims; };
function tieSentence(edge) { return `${apart(nameOf(edge.a))} ${pick(data.ties[edge.kind].label)} ${apart(nameOf(edge.b))}`; }

const dashOf = section => (section === "set-aside" ? "2 4" : "6 4");
const mark = gap => svg("svg", { width: 22, height: 8, "aria-hidden": "true", class: "mark" }, svg("line", { x1: 0, y1: 4, x2: 22, y2: 4, stroke: tint(gap.section), "stroke-width": gap.section === "set-aside" ? 1.8 : gap.severity === "high" ? 3 : 2.2, "stroke-dasharray": dashOf(gap.section) }));
// What an office decided about a gap, when, until when and why.
const decisionText = ({ decision, office, date, due, reason }) => [[w("decision")[decision], office && apart(office), date && apart(date)].filter(Boolean).join(comma()), due && tell("due", { day: due }), reason && apart(reason)].filter(Boolean).join(" · ");
const decisionLine = decision => make("p", { className: "mend" }, make("strong", {}, `${w("decided")}: `), sentence(decisionText(decision)));
function closedCard(one) {
  const ties = new Set(one.closed.map(item => item[0]).filter(id => edgeById.has(id)));
  return make("div", { className: "gap set-aside" }, make("p", {}, `${ruleTitle(one.rule)}: `, ...one.actors.flatMap((id, i) => [i ? comma() : "", link(id)])), decisionLine(one.decision),
    ties.size ? make("p", { className: "mend" }, make("strong", {}, `${w("closed_by")}: `), sentence([...ties].map(id => tieSentence(edgeById.get(id))).join(semicolon()))) : make("p", { className: "tag", textContent: w("not_closed") }),
    ...sourceLines(one.closed.map(item => item.slice(1))));
}
function gapCard(gap, open) {
  return make("div", { className: `gap ${gap.section}`, on: { mouseenter: () => light(gap.id), mouseleave: () => light("") } },
    open ? spoken(gap.because, "p") : button(spoken(gap.because), () => openGap(gap.id, { focus: true }), { className: "name row", key: `gap:${gap.id}` }),
    gap.decision ? decisionLine(gap.decision) : "",
    make("p", { className: "tag" }, mark(gap), ` ${w("sections")[gap.section]} · ${w("severity")[gap.severity]}`),
    make("p", { className: "mend" }, make("strong", {}, `${w("to_close")}: `), spoken(gap.mend)),
    ...(open ? [make("p", {}, ...gap.actors.flatMap((id, n) => [n ? comma() : "", link(id)]))] : []),
    ...sourceLines(gap.evidence));
}
// A row of a list lights its line in the picture while the pointer is on it.
function light(id) {
  if (id === lit) return;
  lit = id;
  look.lit = litActors();
  network.redraw();
}
let lit = "";

// Why a partner is suggested: rank and score, each part with its sentences and sources, who can introduce them; what is
// not known is folded, and says what a favourable answer would add.
function partnerReasons(one, rank, open) {
  const score = { score: Math.round(one.score * 100), high: Math.round(one.high * 100) };
  const parts = one.parts.filter(part => part[3] > 0).map(([name, value, weight, , because, notes, evidence]) => make("div", { className: "part" },
    make("p", { className: "head" }, make("strong", {}, pick(data.titles[name] || { en: name })), make("bdi", { className: "tag n", textContent: `${Math.round(value * weight * 100)} / ${Math.round(weight * 100)}` })),
    make("p", {}, ...because.flatMap((at, n) => [n ? " " : "", spoken(told(at))])), ...notes.map(at => spoken(told(at), "p", { className: "doubt" })), ...sourceLines(evidence)));
  const introducers = one.introducers.length ? [make("p", { className: "part" }, make("strong", {}, `${w("introducers")}: `), ...one.introducers.flatMap((id, n) => [n ? comma() : "", link(id)]))] : [];
  const unknown = one.unknown.length ? [make("details", { className: "part", key: `ask:${one.id}` }, make("summary", {}, `${w("sections").unknown} (${one.unknown.length})`),
    make("ul", {}, ...one.unknown.map(([at, gain]) => make("li", {}, spoken(told(at)), make("span", { className: "tag", textContent: ` ${tell("adds", { n: Math.round(gain * 1000) / 10 })}` })))))] : [];
  return [make("p", { className: "head" }, make("span", { className: "rank", textContent: String(rank) }), link(one.id), make("span", { className: "tag" }, ` ${countryName(byId.get(one.id)?.country)}`)),
    make("meter", { min: 0, max: 1, value: one.score, "aria-label": tell("score_of", score) }),
    make("p", { className: "tag" }, tell("score_of", score), " · ", tell("known_share", { n: Math.round(one.known * 100) })),
    ...one.labels.map(at => spoken(told(at), "p", { className: "doubt" })),
    ...(open ? [...introducers, ...parts, ...unknown] : [make("details", { key: `why:${state.chosen}:${one.id}`, className: "why" }, make("summary", {}, w("why")), ...introducers, ...parts, ...unknown,
      button(w("only_this_one"), () => openPartner(one.id, { focus: true }), { key: `partner:${one.id}` }))])];
}
const partnerCard = (one, rank) => make("li", { className: "partner" }, ...partnerReasons(one, rank, false));
