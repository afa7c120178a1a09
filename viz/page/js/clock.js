// What held on a day and what was known by a day: the rules of graphmodel.views, on the claims of the page.
function live(claim, kind, asOf, known) {
  if (known && !claim.derived && !(claim.published && claim.published <= known)) return false;
  if (!asOf) return true;
  const begin = !claim.begin && !claim.end && (!claim.yes || kind.late) ? claim.published : claim.begin;
  return !(begin && begin > asOf) && !(claim.end && claim.end < asOf && !(claim.happens && claim.yes));
}

// Whether a yes and a no contradict each other: a meeting contradicts only a no about a meeting, and that something had
// not happened is over when it did.
function contested(claims) {
  const latest = Math.max(0, ...claims.filter(claim => claim.yes).map(claim => claim.begin)), lasting = claims.some(claim => claim.yes && claim.form !== "met");
  return claims.some(claim => {
    const said = claim.end || claim.begin || claim.published;
    if (claim.yes || (claim.happens && said && latest > said)) return false;
    return claim.form === "met" || lasting;
  });
}

const moments = new Map();
// Which actors are there, and of each tie its live claims and what they come to: asserted, disputed or denied.
function moment(asOf, known) {
  const key = `${asOf}/${known}`;
  if (moments.has(key)) return moments.get(key);
  const begun = nodes.map(node => (!known || (node.known && node.known <= known)) && !(asOf && node.begin && node.begin > asOf));
  const present = nodes.map((node, at) => begun[at] && !(asOf && node.end && node.end < asOf));
  const found = new Map();
  for (const edge of edges) {
    if (!begun[edge.a.at] || !begun[edge.b.at]) continue;
    const over = asOf && [edge.a, edge.b].some(node => node.end && node.end < asOf); // lasting ties end with their actors
    const claims = edge.claims.filter(claim => live(claim, data.ties[edge.kind], asOf, known) && (!over || claim.happens || claim.derived));
    if (!claims.length) continue;
    found.set(edge, claims);
    if (claims.some(claim => claim.happens)) present[edge.a.at] = present[edge.b.at] = true;
  }
  const ties = new Map();
  for (const [edge, claims] of found) {
    if (!present[edge.a.at] || !present[edge.b.at]) continue;
    const yes = claims.some(claim => claim.yes);
    ties.set(edge, { claims, status: yes ? (contested(claims) ? "disputed" : "asserted") : "denied", sources: new Set(claims.filter(claim => claim.yes || !yes).map(claim => claim.source)).size });
  }
  const named = new Set([...ties.keys()].flatMap(edge => [edge.from, edge.to]));
  nodes.forEach((node, at) => { if (present[at] && !node.implied && node.country) named.add(node.country); });
  nodes.forEach((node, at) => { if (node.implied && !named.has(node.id)) present[at] = false; }); // only there to be named
  const result = { present, ties };
  if (moments.size > 60) moments.clear();
  moments.set(key, result);
  return result;
}

// The two times of the state. "Known by" a day asks what held on the date of the newest source of that day.
function times(day = state.day) {
  if (state.clock === "held") return [day, data.knownBy];
  const known = data.knownBy ? Math.min(day, data.knownBy) : day;
  return [Math.max(0, ...sources.map(source => (source.day <= known ? source.day : 0))) || known, known];
}
// The day that is shown, or the two that are compared, the earlier first.
const daysShown = () => (view().asks === "dates" && state.second ? [state.second, state.day].sort((a, b) => a - b) : [state.day]).map(day => apart(dayText(day))).join(" – ");
const now = () => moment(...times());
const gapsHold = () => state.day === data.asOf && (state.clock === "held" || !sources.some(source => source.day > state.day));

const edgesByDay = [...new Set([...edges.flatMap(edge => edge.claims.flatMap(claim => [claim.begin, claim.end, claim.published])), ...nodes.flatMap(node => [node.begin, node.end])])]
  .filter(day => day && day <= data.asOf).sort((a, b) => a - b);
// Ends of months from the first thing on record to the date that is shown at first.
const months = (() => {
  const found = [], end = data.asOf;
  if (!end || !edgesByDay.length) return found;
  for (let year = Math.max(Math.floor(edgesByDay[0] / 10000), Math.floor(end / 10000) - 60), month = 1; ; month === 12 ? (year += 1, month = 1) : (month += 1)) {
    const day = year * 10000 + month * 100 + new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (day >= end) break;
    if (day >= Math.floor(edgesByDay[0] / 100) * 100) found.push(day);
  }
  return [...found, end];
})();
