// What held on a day and what was known by a day: the rules of graphmodel.views, on the claims of the page.
function live(claim, kind, asOf, known) {
  if (known && !claim.derived && !(claim.published && claim.published <= known)) return false;
  if (!asOf) return true;
  const begin = !claim.begin && !claim.end && (!claim.yes || kind.late) ? claim.published : claim.begin;
  return !(begin && begin > asOf) && !(claim.end && claim.end < asOf && !claim.happens);
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
    const claims = edge.claims.filter(claim => live(claim, data.ties[edge.kind], asOf, known));
    if (!claims.length) continue;
    found.set(edge, claims);
    if (claims.some(claim => claim.happens)) present[edge.a.at] = present[edge.b.at] = true;
  }
  const ties = new Map();
  for (const [edge, claims] of found) {
    if (!present[edge.a.at] || !present[edge.b.at]) continue;
    const yes = claims.some(claim => claim.yes), no = claims.some(claim => !claim.yes);
    ties.set(edge, { claims, status: yes ? (no ? "disputed" : "asserted") : "denied", sources: new Set(claims.filter(claim => claim.yes || !yes).map(claim => claim.source)).size });
  }
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
