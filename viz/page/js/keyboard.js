// The keyboard is enough: arrows walk in the picture, Escape lets go anywhere, / searches, groups of buttons are one stop.
$("picture").addEventListener("keydown", event => {
  const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  if (event.target !== $("picture")) return;
  if (steps[event.key]) { event.preventDefault(); event.shiftKey ? pan(steps[event.key]) : walk(steps[event.key]); }
  else if (event.key === "Enter" && state.chosen) { event.preventDefault(); showPanel(true); }
  else if (event.key === "Home" || event.key === "0") { event.preventDefault(); fitAll(); }
  else if ("+=-".includes(event.key)) { event.preventDefault(); zoom(event.key === "-" ? .8 : 1.25); }
});
function pan([dx, dy]) { const { x, y } = network.getViewPosition(), by = 90 / network.getScale(); moveTo(x + dx * by, y + dy * by); }

// To the nearest in that direction: among those that the chosen is tied to if there is one, else among all.
function walk([dx, dy]) {
  const all = look.nodes.filter(node => place.has(node.id));
  if (!all.length) return;
  if (!state.chosen || !place.has(state.chosen)) { choose(all.reduce((a, b) => ((look.degree.get(b.id) || 0) > (look.degree.get(a.id) || 0) ? b : a)).id); return; }
  const [x, y] = place.get(state.chosen);
  const nearest = list => {
    let best = null, least = Infinity;
    for (const node of list) {
      if (node.id === state.chosen) continue;
      const [a, b] = place.get(node.id), ahead = (a - x) * dx + (b - y) * dy, aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
      if (ahead > 0 && aside <= 2 * ahead && ahead + 2 * aside < least) { least = ahead + 2 * aside; best = node.id; }
    }
    return best;
  };
  const next = nearest(all.filter(node => look.near.has(node.id))) || nearest(all);
  if (next) choose(next); else say(w("nobody_there"));
}

document.addEventListener("keydown", event => {
  const typing = /INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox" && document.activeElement.type !== "range";
  if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
  else if (event.key === "Escape" && !document.querySelector("dialog[open]")) { if (!$("save-menu").hidden) closeMenu(true); else letGo(); }
  else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "z") { event.preventDefault(); wander(event.shiftKey ? 1 : -1); }
  else if ((event.ctrlKey || event.metaKey) && !typing && event.key.toLowerCase() === "y") { event.preventDefault(); wander(1); }
});

// A row of buttons, or a group of the legend, is one stop of the Tab key; arrows go from one to the next.
const REACH = "button, input, summary";
function rove(box, selector = REACH) {
  const items = () => Array.from(box.querySelectorAll(selector)).filter(one => !one.disabled && one.offsetParent !== null);
  const settle = focused => items().forEach(one => { one.tabIndex = one === focused ? 0 : -1; });
  box.addEventListener("focusin", event => { if (items().includes(event.target)) settle(event.target); });
  box.addEventListener("keydown", event => {
    const list = items(), at = list.indexOf(document.activeElement), sideways = isRtl() ? -1 : 1;
    const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: sideways, ArrowLeft: -sideways }[event.key];
    if (at < 0 || (by === undefined && event.key !== "Home" && event.key !== "End")) return;
    event.preventDefault();
    list[event.key === "Home" ? 0 : event.key === "End" ? list.length - 1 : (at + by + list.length) % list.length].focus();
  });
  return () => { const list = items(); settle(list.find(one => one === document.activeElement) || list.find(one => one.getAttribute("aria-pressed") === "true") || list[0]); };
}
