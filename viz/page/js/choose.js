// Choosing: one thing at a time is open (an actor, a gap, a tie, a question), and all of it can be undone.
const letting = now => Object.assign(now, { gap: "", tie: "", partner: "", question: "", other: "" });
const tooNarrow = () => matchMedia("(max-width: 820px)").matches;

function choose(id, how = {}) {
  const node = byId.get(id);
  if (!node) return;
  go(now => {
    letting(now).chosen = id;
    const shown = view(), there = now === state && (shown.kinds.includes(node.kind) && !node.frame);
    if (!there && shown.layout !== "around") { const own = data.views.find(one => one.asks === "actor"); if (own) now.view = own.name; }
    if (shown.asks === "city" && !partnersBy.has(id)) { const own = data.views.find(one => one.asks === "actor"); if (own) now.view = own.name; }
  }, { refit: view().layout === "around" });
  showPanel(how.focus);
  bring(id); // on a phone above the sheet that is open now
  say([nameOf(node), pick(data.kinds[node.kind].label), tell("n_ties", { n: look.degree.get(id) || 0 }), tell("n_gaps", { n: (gapsOf.get(id) || []).length })].join(comma()));
}
function openGap(id, how = {}) {
  go(now => { letting(now).gap = id; });
  const seen = gapById.get(id).actors.find(one => place.has(one));
  showPanel(how.focus);
  if (seen) bring(seen);
  say(pick(gapById.get(id).because));
}
function openTie(id, how = {}) { go(now => { letting(now).tie = id; }); showPanel(how.focus); say(tieSentence(edgeById.get(id))); }
// A suggested partner of the chosen city, and why.
function openPartner(id, how = {}) {
  go(now => { letting(now).partner = id; });
  showPanel(how.focus);
  bring(id);
  say(`${nounOf(state.chosen)} → ${nounOf(id)}`);
}
function ask(question, how = {}) { go(now => { letting(now).chosen = ""; now.question = question; }); showPanel(how.focus); }
function letGo() {
  if (!state.chosen && !state.gap && !state.tie && !state.partner && !state.question) { hideSheets(); return; }
  go(now => { const under = (now.gap || now.tie || now.partner || now.question || now.other) && now.chosen; letting(now); if (!under) now.chosen = ""; }, { refit: view().layout === "around" && view().asks !== "" && !state.gap && !state.tie && !state.partner });
  hideSheets();
  say(w("nothing_chosen"));
}
function openView(name) {
  go(now => { now.view = name; letting(now); });
  say(pick(view().title));
}
function showPanel(focus) {
  if (tooNarrow()) document.body.classList.add("sheet-open");
  document.body.classList.remove("no-panel", "legend-open");
  if (focus) $("panel-title").focus({ preventScroll: true });
}
function hideSheets() { document.body.classList.remove("sheet-open", "legend-open"); }
