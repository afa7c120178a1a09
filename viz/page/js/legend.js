// The legend says all that the picture uses, with counts, and is where kinds are left out: gaps first, then ties by family.
function legend() {
  const shown = view(), body = [];
  if (shown.asks === "dates") body.push(changeLegend());
  if (shown.gaps.length && data.gaps.length) body.push(gapLegend(shown));
  if (look.partners.length) body.push(group("partners", w("suggestions"), [make("p", { className: "key" }, stroke(tint("partner"), 2.8, ".1 6", true), make("span", {}, w("suggested_key")))]));
  body.push(tieLegend(shown), kindLegend(shown), nodes.length ? filterLegend() : "", make("p", { className: "note narrow" }, [w("record"), sourcesTold(), $("tlp-words").textContent].join(" "))); // a phone has no foot
  redo($("legend-body"), ...body);
  $("legend-title").textContent = w("legend");
}
function group(key, title, rows, links) { return make("fieldset", { key: `group:${key}`, tabIndex: -1 }, make("legend", {}, title), links || "", ...rows); }
function check(name, key, icon, text, n, small) {
  const box = make("input", { type: "checkbox", checked: !state[name].has(key), key: `${name}:${key}`, on: { change: () => toggle(name, key, box.checked) } });
  return make("label", { className: small ? "small" : "" }, box, icon, make("span", { textContent: text }), make("span", { className: "n", textContent: figure(n) }));
}
function links(name, keys) {
  const all = on => () => go(now => { now[name] = new Set(now[name]); for (const key of keys) on ? now[name].delete(key) : now[name].add(key); });
  const off = keys.filter(key => state[name].has(key)).length;
  return make("div", { className: "links" }, button(w("show_all"), all(true), { key: `all:${name}`, disabled: off === 0 }), " · ", button(w("hide_all"), all(false), { key: `none:${name}`, disabled: off === keys.length }));
}

function gapLegend(shown) {
  const rows = shown.gaps.filter(section => data.gaps.some(gap => gap.section === section)).map(section => {
    const mine = data.gaps.filter(gap => gap.section === section && !offGapBut(gap)), pairs = mine.reduce((sum, gap) => sum + (gap.count || 1), 0);
    return check("sections", section, stroke(tint(section), section === "set-aside" ? 1.8 : 2.4, dashOf(section)), w("sections")[section], pairs > mine.length ? tell("gaps_pairs", { n: mine.length, pairs }) : mine.length);
  });
  if (!rows.length) return "";
  return group("gaps", w("gaps"), [...rows, make("p", { className: "note" }, gapsHold() ? [w("dashed_key"), data.gaps.some(gap => gap.section === "set-aside") ? w("set_aside_key") : ""].filter(Boolean).join(" ") : tell("gaps_as_of", { day: dayText(data.asOf) }))]);
}
function changeLegend() {
  return group("changes", w("changes"), ["new", "lapsed", "standing"].map(change => make("p", { className: "key" }, stroke(tint(change), 2.6), make("span", {}, w("change")[change]), make("span", { className: "n", textContent: figure(look.ties.filter(tie => tie.change === change && !tie.faded).length) }))));
}
function tieLegend(shown) {
  const counts = new Map(), visible = id => look.visible.has(id) && !look.faded.has(id);
  for (const [edge, told] of look.record.ties) if (told.status !== "denied" && shown.ties.includes(edge.kind) && visible(edge.from) && visible(edge.to) && edge.a !== edge.b) counts.set(edge.kind, (counts.get(edge.kind) || 0) + 1);
  const rows = [], icon = kind => stroke(shown.asks === "dates" ? tint("quiet") : data.ties[kind].colour[theme()], Math.min(4, data.ties[kind].width), null, data.ties[kind].directed);
  for (const family of data.families) {
    const kinds = Object.keys(data.ties).filter(kind => data.ties[kind].family === family && counts.has(kind)), total = kinds.reduce((sum, kind) => sum + counts.get(kind), 0);
    if (!kinds.length) continue;
    if (kinds.length === 1) { rows.push(check("ties", kinds[0], icon(kinds[0]), pick(data.ties[kinds[0]].label), counts.get(kinds[0]))); continue; }
    const off = kinds.filter(kind => state.ties.has(kind)).length;
    const box = make("input", { type: "checkbox", checked: off === 0, indeterminate: off > 0 && off < kinds.length, key: `family:${family}`, "aria-label": w("family")[family], on: { change: () => go(now => { now.ties = new Set(now.ties); for (const kind of kinds) box.checked ? now.ties.delete(kind) : now.ties.add(kind); }) } });
    rows.push(make("div", { className: "family" }, box, make("details", { key: `family-open:${family}`, open: family === data.families[0] }, make("summary", {}, icon(kinds[0]), make("span", {}, w("family")[family]), make("span", { className: "n", textContent: figure(total) })), ...kinds.map(kind => check("ties", kind, icon(kind), pick(data.ties[kind].label), counts.get(kind), true)))));
  }
  if (!rows.length) return "";
  return group("ties", w("ties"), [...rows, make("p", { className: "note" }, w("width_key"))], links("ties", [...counts.keys()]));
}
function kindLegend(shown) {
  const there = nodes.filter(node => look.record.present[node.at] && shown.kinds.includes(node.kind) && !node.frame && (shown.layout !== "around" || (look.visible.has(node.id) && !look.faded.has(node.id)) || state.kinds.has(node.kind)));
  const left = node => !state.countries.has(node.country || NONE) && !state.levels.has(node.level), counts = count(there.filter(left), node => node.kind);
  const drawn = state.fade ? count(there, node => node.kind) : counts, kinds = Object.keys(data.kinds).filter(kind => drawn.has(kind));
  if (!kinds.length) return "";
  return group("kinds", w("kinds"), kinds.map(kind => check("kinds", kind, swatch(data.kinds[kind]), pick(data.kinds[kind].plural), counts.get(kind) || 0)), links("kinds", kinds));
}

// Further filters, folded until they are wanted; what is left out is told in the heading.
function filterLegend() {
  const list = (name, title, entries) => {
    if (entries.length < 2) return "";
    const off = entries.filter(([key]) => state[name].has(key)).length;
    return make("details", { key: `filter:${name}`, className: "filter" }, make("summary", {}, title, off ? make("strong", {}, ` (${tell("left_out_n", { n: off })})`) : ""), links(name, entries.map(([key]) => key)), ...entries.map(([key, text, n]) => check(name, key, "", text, n, true)));
  };
  const own = nodes.filter(node => !node.frame), by = (key, label) => [...count(own, key)].map(([name, n]) => [name, label(name), n]).sort((a, b) => byText(a[1], b[1]));
  const sourced = count(edges.flatMap(edge => edge.claims), claim => sources[claim.source]?.id || NONE);
  const fade = make("input", { type: "checkbox", checked: state.fade, key: "fade", on: { change: () => go(now => { now.fade = fade.checked; }) } });
  return group("filters", w("filters"), [
    list("countries", w("country"), by(node => node.country || NONE, code => (code === NONE ? w("no_country") : countryName(code)))),
    list("levels", w("by_level"), by(node => node.level, level => wordOf("level", level))),
    list("sources", w("source"), [...sourced].map(([id, n]) => [id, sources.find(one => one.id === id)?.title || w("no_source"), n]).sort((a, b) => b[2] - a[2])),
    list("certainties", w("certainty_title"), data.gaps.length ? CERTAINTIES.map(one => [one, w("certainty")[one], data.gaps.filter(gap => gap.certainty === one).length]).filter(one => one[2]) : []),
    make("label", {}, fade, make("span", {}, w("fade"))),
    filtered() ? button(w("clear_filters"), clearFilters, { key: "clear", className: "wide" }) : ""]);
}
const filtered = () => ["kinds", "ties", "sections", "countries", "levels", "sources", "certainties"].some(name => state[name].size);
function clearFilters() { go(now => { for (const name of ["kinds", "ties", "sections", "countries", "levels", "sources", "certainties"]) now[name] = new Set(); }); say(w("filters_cleared")); }
