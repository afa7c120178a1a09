// Words, theme, the bar at the top, and the one function that shows a state.
const settleRows = [rove($("views"), "button"), rove($("tools"), "button"), rove($("zooms"), "button"), rove($("save-menu"), "button")];

const TLP = { CLEAR: "#ffffff", GREEN: "#33ff00", AMBER: "#ffc000", "AMBER+STRICT": "#ffc000", RED: "#ff2b2b" }; // on black, as the standard has it
function texts() {
  root.lang = state.lang;
  root.dir = isRtl() ? "rtl" : "ltr";
  state.theme ? (root.dataset.theme = state.theme) : delete root.dataset.theme;
  document.title = [pick(data.title) || "Liaison", pick(view().title)].join(" – ");
  $("title").textContent = pick(data.title) || "Liaison";
  $("when").replaceChildren(w(state.clock === "held" ? "as_of" : "known_by"), " ", sentence(daysShown()), ...(data.knownBy ? [" · ", w("known_by"), " ", bdi(dayText(data.knownBy))] : []));
  $("search").placeholder = w("search"); $("search").setAttribute("aria-label", w("search")); $("hits").setAttribute("aria-label", w("search"));
  $("skip").textContent = w("skip"); $("skip-panel").textContent = w("skip_panel");
  $("picture").setAttribute("aria-label", `${pick(view().title)}. ${w("help")}`);
  $("views").setAttribute("aria-label", w("view")); $("tools").setAttribute("aria-label", w("tools"));
  $("zooms").setAttribute("aria-label", w("zoom"));
  redo($("views"), ...data.views.map(one => button(pick(one.title), () => openView(one.name), { "aria-pressed": String(one.name === state.view), title: pick(one.about), key: `view:${one.name}` })));
  const tool = (id, text, label, act, more = {}) => button(text, act, { id, title: label, "aria-label": label, key: `tool:${id}`, ...more });
  redo($("tools"),
    tool("undo", isRtl() ? "↷" : "↶", w("undo"), () => wander(-1), { disabled: step === 0 }), tool("redo", isRtl() ? "↶" : "↷", w("redo"), () => wander(1), { disabled: step >= last }),
    tool("as-table", state.table ? w("picture") : w("table"), w(state.table ? "as_picture" : "as_table"), () => go(now => { now.table = !now.table; })),
    tool("save", w("save"), w("save"), openMenu, { "aria-haspopup": "true", "aria-expanded": String(!$("save-menu").hidden) }),
    tool("theme", isDark() ? "☀" : "☾", w("theme"), () => go(now => { now.theme = isDark() ? "light" : "dark"; })),
    tool("language", w("language"), w("language_label"), () => go(now => { now.lang = now.lang === "ar" ? "en" : "ar"; }, { refit: true }), { lang: state.lang === "ar" ? "en" : "ar" }));
  redo($("zooms"), tool("zoom-in", "+", w("zoom_in"), () => zoom(1.3), { hidden: state.table }), tool("zoom-out", "−", w("zoom_out"), () => zoom(1 / 1.3), { hidden: state.table }), tool("fit", "⤢", w("fit"), fitAll, { hidden: state.table }),
    tool("show-legend", w("legend"), w("legend"), () => { document.body.classList.toggle("legend-open"); document.body.classList.toggle("no-legend", false); document.body.classList.remove("sheet-open"); settleSize(); }, { className: "narrow" }),
    tool("show-panel", w("panel"), w("panel"), () => { document.body.classList.toggle("sheet-open"); document.body.classList.remove("legend-open", "no-panel"); settleSize(); }, { className: "narrow" }));
  redo($("save-menu"), ...SAVES.map(([key, act]) => button(w(key), () => { closeMenu(true); act(); }, { role: "menuitem", key })));
  for (const [id, key] of [["hide-legend", "hide_legend"], ["hide-panel", "hide_panel"]]) { $(id).title = w(key); $(id).setAttribute("aria-label", w(key)); }
  $("marking").textContent = `TLP:${data.marking}`; $("marking").style.setProperty("--tlp", TLP[data.marking]); $("marking").title = w("tlp")[data.marking] || "";
  $("tlp-words").textContent = `TLP:${data.marking}: ${w("tlp")[data.marking]}.`;
  $("record").textContent = w("record");
  $("sources").textContent = sourcesTold();
  $("help").textContent = w("help");
  $("embed-title").textContent = w("save_embed"); $("embed-about").textContent = w("embed_about"); $("embed-text").setAttribute("aria-label", w("save_embed")); $("embed-close").textContent = w("close");
  redo($("about"), inGroups() ? tell("large_about", { n: STRONGEST }) : pick(view().about), ...(view().layout === "geographic" && look.nodes.some(node => inBox(node, "aside")) ? [" ", w("aside_about")] : []), ...(`${view().places}-few` in data.places ? [" ", button(w(state.whole ? "show_few" : "show_whole"), () => showAll(!state.whole), { className: "name", key: "whole" })] : []));
}
// What the picture rests on: how many sources, whose outline, and what the file may not show.
const sourcesTold = () => [tell("n_sources", { n: sources.length }), data.land.length && view().layout === "geographic" ? w("outline") : "", leftOut()].filter(Boolean).join(" ");
// How much is left out because it is marked stricter than what the file may show.
function leftOut() {
  const told = ["actors", "claims", "sources"].filter(name => data.leftOut[name]).map(name => filled(w("left_out_of")[name], { n: data.leftOut[name] }));
  return told.length ? tell("left_out", { what: told.join(comma()) }) : "";
}
function openMenu() { $("save-menu").hidden = false; $("save").setAttribute("aria-expanded", "true"); $("save-menu").querySelector("button").focus(); }
function closeMenu(focus) { $("save-menu").hidden = true; $("save").setAttribute("aria-expanded", "false"); if (focus) $("save").focus(); }
document.addEventListener("pointerdown", event => { if (!$("save-menu").hidden && !$("save-menu").contains(event.target) && event.target.id !== "save") closeMenu(false); });

// If nothing is to be seen, the picture says why and what to do.
function whyEmpty() {
  const asks = view().asks, need = (asks === "city" || asks === "actor") && !state.chosen;
  return !nodes.length ? w("empty") : need ? w(asks === "city" ? "choose_city" : "choose_actor") : !look.nodes.length ? w("nothing_shown") : "";
}
function emptiness() {
  const text = whyEmpty();
  $("empty").hidden = !text || state.table;
  redo($("empty"), make("p", {}, text), filtered() && !look.nodes.length ? button(w("clear_filters"), clearFilters, { key: "clear-empty" }) : "");
}

function render({ camera: move } = {}) {
  if (view().asks === "dates" && !state.second && months.length) state.second = months[0];
  lit = "";
  lookAgain();
  placeAll();
  fans = fan(look.ties);
  tellNetwork();
  texts(); legend(); panel(); timeline(); table(); emptiness();
  settleRows.forEach(settle => settle());
  $("views").querySelector("[aria-pressed=true]").scrollIntoView({ block: "nearest", inline: "nearest" });
  if (move) showCamera();
  redraw();
}

$("hide-legend").addEventListener("click", () => { document.body.classList.add("no-legend"); document.body.classList.remove("legend-open"); settleSize(); $(tooNarrow() ? "show-legend" : "open-legend").focus(); });
$("hide-panel").addEventListener("click", () => { document.body.classList.add("no-panel"); document.body.classList.remove("sheet-open"); settleSize(); $("open-panel").focus(); });
$("open-legend").addEventListener("click", () => { document.body.classList.remove("no-legend"); settleSize(); $("hide-legend").focus(); });
$("open-panel").addEventListener("click", () => { document.body.classList.remove("no-panel"); settleSize(); $("hide-panel").focus(); });
$("close").addEventListener("click", () => { letGo(); $("picture").focus({ preventScroll: true }); });
$("embed-close").addEventListener("click", () => $("embed").close());
listen($("search"), $("hits"), id => choose(id, { focus: false }));
function settleSize() { for (const [id, key, gone] of [["open-legend", "legend", "no-legend"], ["open-panel", "panel", "no-panel"]]) { $(id).hidden = !document.body.classList.contains(gone); $(id).textContent = w(key); } network.setSize("100%", "100%"); network.redraw(); showCamera(); redraw(); }

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => render());

if (matchMedia("(max-width: 1100px)").matches) document.body.classList.add("no-legend");
for (const [id, gone] of [["open-legend", "no-legend"], ["open-panel", "no-panel"]]) $(id).hidden = !document.body.classList.contains(gone);
Object.assign(state, readAddress(location.hash));
first.lang = data.lang;
remember(false);
render({ camera: true });
for (const [id, key] of [["open-legend", "legend"], ["open-panel", "panel"]]) $(id).textContent = w(key);
network.once("afterDrawing", () => { root.dataset.ready = "true"; });
network.redraw(); // letters are those of the system: there is nothing to wait for
