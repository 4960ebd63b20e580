// The pictures beside a report: one document at a time, zoomed, turned and panned by buttons, keys and pointer. All of it
// moves the viewBox of one SVG whose aspect stays that of the picture.
import { $, $$ } from './app.js';

const STEP = 1.4, MAX = 14;

class Sheet {
  constructor(svg) {
    this.svg = svg;
    this.w = +svg.dataset.w;
    this.h = +svg.dataset.h;
    this.turnGroup = $('[data-turn]', svg);
    this.turns = 0;
    this.fit();
    this.pan();
    svg.addEventListener('wheel', (e) => { // plain wheel scrolls the page
      if (!e.ctrlKey) return;
      e.preventDefault();
      this.zoom(e.deltaY < 0 ? STEP : 1 / STEP, this.at(e));
    }, { passive: false });
    svg.addEventListener('dblclick', (e) => this.zoom(STEP * STEP, this.at(e)));
  }

  get full() { return this.turns % 2 ? [this.h, this.w] : [this.w, this.h]; }

  fit() {
    const [w, h] = this.full;
    this.scale = 1;
    this.cx = w / 2;
    this.cy = h / 2;
    this.draw();
  }

  zoom(by, [x, y] = [this.cx, this.cy]) {
    const next = Math.max(1, Math.min(MAX, this.scale * by));
    const k = this.scale / next; // the point under the pointer stays where it is
    this.cx = x + (this.cx - x) * k;
    this.cy = y + (this.cy - y) * k;
    this.scale = next;
    this.draw();
  }

  turn(by) {
    this.turns = (this.turns + by + 4) % 4;
    const { w, h } = this;
    this.turnGroup.setAttribute('transform', ['', `matrix(0 1 -1 0 ${h} 0)`, `matrix(-1 0 0 -1 ${w} ${h})`, `matrix(0 -1 1 0 0 ${w})`][this.turns]);
    this.fit();
  }

  turned(x, y) {
    return [[x, y], [this.h - y, x], [this.w - x, this.h - y], [y, this.w - x]][this.turns];
  }

  /** Brings a box into the middle, as large as still shows what is around it. */
  show(polygon) {
    const b = polygon.getBBox();
    const [x0, y0] = this.turned(b.x, b.y), [x1, y1] = this.turned(b.x + b.width, b.y + b.height);
    const [w, h] = this.full;
    this.scale = Math.max(1, Math.min(MAX, 0.72 * w / Math.abs(x1 - x0), 0.5 * h / Math.abs(y1 - y0)));
    this.cx = (x0 + x1) / 2;
    this.cy = (y0 + y1) / 2;
    this.draw();
  }

  draw() {
    const [w, h] = this.full, vw = w / this.scale, vh = h / this.scale;
    this.cx = Math.max(vw / 2, Math.min(w - vw / 2, this.cx));
    this.cy = Math.max(vh / 2, Math.min(h - vh / 2, this.cy));
    this.svg.setAttribute('viewBox', `${this.cx - vw / 2} ${this.cy - vh / 2} ${vw} ${vh}`);
    this.svg.classList.toggle('zoomed', this.scale > 1.01);
  }

  at(e) {
    const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [p.x, p.y];
  }

  pan() {
    let from = null;
    const { svg } = this;
    svg.addEventListener('pointerdown', (e) => {
      if (e.button || this.scale <= 1.01) return;
      from = this.at(e);
      this.moved = false;
      svg.setPointerCapture(e.pointerId);
    });
    svg.addEventListener('pointermove', (e) => {
      if (!from) return;
      const [x, y] = this.at(e);
      if (Math.abs(x - from[0]) + Math.abs(y - from[1]) > 2) this.moved = true;
      this.cx += from[0] - x;
      this.cy += from[1] - y;
      this.draw();
    });
    for (const end of ['pointerup', 'pointercancel']) svg.addEventListener(end, () => { from = null; });
  }
}

/** Starts the viewer of a page; answers what its keys and findings need. */
export function startViewer(root) {
  const viewer = $('[data-viewer]', root);
  if (!viewer) return null;
  const docs = $$('[data-doc]', viewer);
  const sheets = new Map();
  for (const d of docs) {
    const svg = $('.sheet', d);
    if (svg) sheets.set(d.dataset.doc, new Sheet(svg));
  }
  let current = '';
  const open = (slot) => {
    if (!docs.some((d) => d.dataset.doc === slot)) return;
    current = slot;
    for (const d of docs) d.classList.toggle('back', d.dataset.doc !== slot);
    for (const t of $$('[data-doc-tab]', viewer)) {
      const on = t.dataset.docTab === slot;
      t.setAttribute('aria-selected', on);
      t.tabIndex = on ? 0 : -1;
      if (on) t.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  };
  const light = (ref) => {
    for (const e of $$('.lit', root)) e.classList.remove('lit');
    if (ref) for (const e of $$(`[data-ref="${CSS.escape(ref)}"]`, root)) e.classList.add('lit');
  };
  const show = (slot, ref) => {
    if (slot) open(slot);
    const sheet = sheets.get(slot);
    if (!sheet) return;
    const box = $(`.box[data-ref="${CSS.escape(ref)}"]`, sheet.svg);
    if (box) sheet.show(box); else sheet.fit();
    light(ref);
  };
  const tool = (name) => {
    const s = sheets.get(current);
    if (!s) return;
    ({ in: () => s.zoom(STEP), out: () => s.zoom(1 / STEP), fit: () => s.fit(), left: () => s.turn(-1), right: () => s.turn(1),
      boxes: () => {
        const hidden = viewer.classList.toggle('no-boxes');
        for (const b of $$('[data-tool=boxes]', viewer)) b.setAttribute('aria-pressed', !hidden);
      } })[name]();
  };
  viewer.addEventListener('click', (e) => {
    const tab = e.target.closest('[data-doc-tab]'), button = e.target.closest('[data-tool]'), box = e.target.closest('.box');
    if (tab) open(tab.dataset.docTab);
    else if (button) tool(button.dataset.tool);
    else if (box && !sheets.get(current)?.moved) {
      light(box.dataset.ref);
      $(`.finding [data-ref="${CSS.escape(box.dataset.ref)}"]`, root)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    }
  });
  $('.doc-tabs', viewer).addEventListener('keydown', (e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    next(step);
    $(`[data-doc-tab="${current}"]`, viewer).focus();
  });
  for (const type of ['mouseover', 'focusin']) {
    root.addEventListener(type, (e) => {
      const r = e.target.closest?.('[data-ref]');
      if (r) light(r.dataset.ref);
    });
  }
  const next = (step = 1) => {
    const i = docs.findIndex((d) => d.dataset.doc === current);
    open(docs[(i + step + docs.length) % docs.length].dataset.doc);
  };
  open(docs[0].dataset.doc);
  return { show, tool, next, element: viewer };
}
