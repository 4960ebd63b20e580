// The list: moving by key, and keeping it fresh while somebody looks at it.
import { $, $$, keys, fresh, poll } from './app.js';

let at = -1;
const rows = () => $$('[data-row]');

function go(to) {
  const all = rows();
  if (!all.length) return;
  at = Math.max(0, Math.min(all.length - 1, to));
  all.forEach((r, i) => r.classList.toggle('on', i === at));
  all[at].scrollIntoView({ block: 'nearest' });
}

keys({
  j: () => go(at + 1),
  k: () => go(at - 1),
  ArrowDown: () => go(at + 1),
  ArrowUp: () => go(at - 1),
  Enter: (e) => {
    if (at < 0 || e.target.closest('a, button, summary')) return false;
    $('.c-title a', rows()[at]).click();
  },
  '/': () => { const q = $('#q'); q.focus(); q.select(); },
  c: () => { location.href = '/new'; },
});

document.addEventListener('click', (e) => {
  const row = e.target.closest('[data-row]');
  if (row && !e.target.closest('a') && !getSelection().toString()) $('.c-title a', row).click();
});

const state = {};
const pause = () => ($('#live').dataset.going === 'true' ? 2000 : 15000);
poll(async () => {
  const page = await fresh('main', state);
  if (page) {
    $('#live').replaceWith(page.querySelector('#live'));
    $('.tabs').replaceWith(page.querySelector('.tabs'));
    if (at >= 0) go(at);
  }
  return pause();
}, pause());
