// Shared by all pages: the help overlay, keys, and small helpers. Pages work without it but for what only a script can do.
document.documentElement.classList.add('js');

export const $ = (sel, root = document) => root.querySelector(sel);
export const $$ = (sel, root = document) => [...root.querySelectorAll(sel)];

/** An element with properties, attributes (by name) and children; text is never parsed as HTML. */
export function el(tag, props = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(props)) {
    if (k in e) e[k] = v; else e.setAttribute(k, v);
  }
  e.append(...children);
  return e;
}

export function icon(name) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  const use = document.createElementNS(ns, 'use');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

const typing = (t) => t instanceof HTMLElement &&
  (t.isContentEditable || ['TEXTAREA', 'SELECT'].includes(t.tagName) || (t.tagName === 'INPUT' && !['checkbox', 'radio', 'button', 'file'].includes(t.type)));

/** keys maps a key to what it does. Keys are dead while somebody types or a dialog is open. */
export function keys(map) {
  document.addEventListener('keydown', (e) => {
    if (e.isComposing || e.altKey || e.metaKey) return;
    const name = (e.ctrlKey ? 'Ctrl+' : '') + e.key;
    if (!(name in map)) return;
    if (typing(e.target) && !e.ctrlKey) return;
    if ($('dialog[open]') && e.key !== '?') return;
    if (map[name](e) !== false) e.preventDefault();
  });
}

const help = $('#help');
if (help) {
  const toggle = () => (help.open ? help.close() : help.showModal());
  keys({ '?': toggle });
  document.addEventListener('click', (e) => {
    if (e.target.closest('[data-help]')) toggle();
    else if (e.target === help) help.close();
  });
}

/** The named part of this page as the server would draw it now; null when nothing has changed. */
export async function fresh(selector, state, url = location.href, init = {}) {
  const headers = { 'Prereview-Live': '1', ...(state.etag ? { 'If-None-Match': state.etag } : {}) };
  const res = await fetch(url, { headers, cache: 'no-store', ...init });
  if (res.status === 304) return null;
  if (res.redirected && new URL(res.url).pathname === '/sign-in') { location.href = res.url; return null; }
  if (!res.ok) throw new Error(String(res.status));
  state.etag = res.headers.get('ETag');
  return new DOMParser().parseFromString(await res.text(), 'text/html').querySelector(selector);
}

/** Calls fn again and again while the page is looked at; fn answers the milliseconds to the next time, 0 to stop. */
export function poll(fn, first) {
  let pause = first, failures = 0;
  const again = () => setTimeout(async () => {
    if (document.hidden) return again();
    try { pause = await fn(); failures = 0; } catch { failures++; pause = Math.min(30000, 2000 * 2 ** failures); }
    if (pause) again();
  }, pause);
  again();
}
