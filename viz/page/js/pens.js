// Two pens that draw the same things in pixels: one on a canvas, one as SVG. The picture is described once, in scene.js.
const FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', sans-serif";

const BASELINE = .355; // from the middle of small letters down to the line they stand on, as a share of the size

class CanvasPen {
  constructor(context) { this.c = context; }
  style({ fill, stroke, width = 1, alpha = 1, dash = null, round = false }) {
    const c = this.c;
    c.globalAlpha = alpha; c.lineWidth = width; c.lineJoin = "round"; c.lineCap = round ? "round" : "butt"; c.setLineDash(dash || []);
    if (fill) { c.fillStyle = fill; c.fill(); }
    if (stroke) { c.strokeStyle = stroke; c.stroke(); }
  }
  rect(x, y, width, height, style) { this.c.beginPath(); this.c.rect(x, y, width, height); this.style(style); }
  shapes(list, outline, style) { // [x, y, r] each
    const c = this.c;
    c.beginPath();
    for (const [x, y, r] of list) {
      if (!outline) { c.moveTo(x + r, y); c.arc(x, y, r, 0, 2 * Math.PI); continue; }
      outline.forEach(([dx, dy], i) => (i ? c.lineTo(x + r * dx, y + r * dy) : c.moveTo(x + r * dx, y + r * dy)));
      c.closePath();
    }
    this.style(style);
  }
  rings(rings, style) {
    const c = this.c;
    c.beginPath();
    for (const ring of rings) { for (let i = 0; i < ring.length; i += 2) i ? c.lineTo(ring[i], ring[i + 1]) : c.moveTo(ring[i], ring[i + 1]); c.closePath(); }
    this.style(style);
  }
  lines(list, style) { // [x1, y1, cx, cy, x2, y2] each; cx null for a straight one
    const c = this.c;
    c.beginPath();
    for (const [x1, y1, cx, cy, x2, y2] of list) { c.moveTo(x1, y1); cx === null ? c.lineTo(x2, y2) : c.quadraticCurveTo(cx, cy, x2, y2); }
    this.style(style);
  }
  text(text, x, y, { size = 12, weight = 400, fill, halo = null, align = "center", alpha = 1, spacing = 0 }) {
    const c = this.c;
    c.globalAlpha = alpha; c.font = `${weight} ${size}px ${FONT}`; c.textAlign = align; c.textBaseline = "alphabetic"; c.direction = dirOf(text); y += BASELINE * size;
    if ("letterSpacing" in c) c.letterSpacing = `${spacing}px`;
    if (halo) { c.lineJoin = "round"; c.setLineDash([]); c.strokeStyle = halo; c.lineWidth = 3.5; c.strokeText(text, x, y); }
    c.fillStyle = fill; c.fillText(text, x, y);
  }
}

const escaped = text => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
  .replace(/[&<>"']/g, sign => `&#${sign.codePointAt(0)};`);
class SvgPen {
  constructor() { this.parts = []; }
  attributes({ fill, stroke, width = 1, alpha = 1, dash = null, round = false }) {
    return `fill="${fill || "none"}"` + (stroke ? ` stroke="${stroke}" stroke-width="${n(width)}" stroke-linejoin="round"` : "")
      + (stroke && round ? ' stroke-linecap="round"' : "") + (alpha < 1 ? ` opacity="${n(alpha)}"` : "") + (dash?.length ? ` stroke-dasharray="${dash.join(" ")}"` : "");
  }
  rect(x, y, width, height, style) { this.parts.push(`<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" ${this.attributes(style)}/>`); }
  shapes(list, outline, style) {
    for (const [x, y, r] of list) this.parts.push(outline
      ? `<polygon points="${outline.map(([dx, dy]) => `${n(x + r * dx)},${n(y + r * dy)}`).join(" ")}" ${this.attributes(style)}/>`
      : `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${this.attributes(style)}/>`);
  }
  rings(rings, style) {
    const path = rings.map(ring => { let text = ""; for (let i = 0; i < ring.length; i += 2) text += `${i ? "L" : "M"}${n(ring[i])} ${n(ring[i + 1])}`; return text + "Z"; }).join("");
    this.parts.push(`<path d="${path}" ${this.attributes(style)}/>`);
  }
  lines(list, style) {
    const path = list.map(([x1, y1, cx, cy, x2, y2]) => `M${n(x1)} ${n(y1)}${cx === null ? "L" : `Q${n(cx)} ${n(cy)} `}${n(x2)} ${n(y2)}`).join("");
    if (path) this.parts.push(`<path d="${path}" ${this.attributes(style)}/>`); // one path, so that lines that cross are no darker there
  }
  text(text, x, y, { size = 12, weight = 400, fill, halo = null, align = "center", alpha = 1, spacing = 0 }) {
    const rtl = dirOf(text) === "rtl", anchor = align === "center" ? "middle" : (align === "left") !== rtl ? "start" : "end";
    this.parts.push(`<text x="${n(x)}" y="${n(y + BASELINE * size)}" font-size="${n(size)}" font-weight="${weight}" text-anchor="${anchor}" direction="${rtl ? "rtl" : "ltr"}" fill="${fill}"`
      + (halo ? ` stroke="${halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : "") + (alpha < 1 ? ` opacity="${n(alpha)}"` : "")
      + (spacing ? ` letter-spacing="${spacing}"` : "") + `>${escaped(text)}</text>`);
  }
  done(width, height, title) {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(FONT)}" role="img"><title>${escaped(title)}</title>${this.parts.join("\n")}</svg>`;
  }
}
const n = value => String(Math.round(value * 10) / 10);
