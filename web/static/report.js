// The page of one filing: moving from finding to finding with the picture following, reasons ticked at the findings, the
// decision by keys, and the page renewing itself while a run is going.
import { $, $$, el, keys, fresh, poll } from './app.js';
import { startViewer } from './viewer.js';

let root, viewer, at;

function start() {
  root = $('#filing');
  viewer = startViewer(root);
  at = -1;
  root.addEventListener('click', (e) => {
    const shot = e.target.closest('[data-show]');
    if (shot && viewer) {
      viewer.show(shot.dataset.slot, shot.dataset.show);
      if (matchMedia('(max-width: 1080px)').matches) viewer.element.scrollIntoView({ block: 'start', behavior: 'smooth' });
    } else if (e.target.closest('[data-tick-all]')) {
      for (const t of $$('[name=reason][data-must]', root)) t.checked = true;
      choose('returned');
      reasons();
    } else if (e.target.closest('[data-untick]')) {
      $(`[name=reason][value="${e.target.closest('[data-untick]').dataset.untick}"]`, root).checked = false;
      reasons();
    }
  });
  root.addEventListener('change', (e) => {
    if (e.target.name === 'reason' && e.target.checked && !picked()) choose('returned');
    if (['reason', 'status'].includes(e.target.name)) reasons();
  });
  $('#own', root)?.addEventListener('input', reasons);
  $('[data-reveal]', root)?.addEventListener('submit', reveal);
  $('#decision', root)?.addEventListener('submit', () => { $('[data-submit]', root).disabled = true; });
  reasons();
}

const picked = () => $('#decision [name=status]:checked')?.value;

function choose(status) {
  const radio = $(`#decision [name=status][value=${status}]`);
  if (!radio) return;
  radio.checked = true;
  reasons();
}

/** Shows what the applicant will be told, and what still stops the decision. */
function reasons() {
  const form = $('#decision');
  if (!form) return;
  const ticked = $$('[name=reason]:checked', root);
  const list = $('[data-reasons]', form);
  list.replaceChildren(...ticked.map((t) => el('li', {}, t.dataset.message,
    el('button', { type: 'button', className: 'link', 'data-untick': t.value, textContent: '移除' }))));
  list.hidden = !ticked.length;
  $('[data-no-reasons]', form).hidden = ticked.length > 0;
  const status = picked();
  const enough = status === 'accepted' || ticked.length > 0 || $('#own').value.trim() !== '';
  const n = ticked.length + $('#own').value.split('\n').filter((l) => l.trim()).length;
  const button = $('[data-submit]', form);
  button.textContent = { accepted: '确认通过', returned: `确认退回（${n} 条原因）`, rejected: `确认驳回（${n} 条原因）` }[status] ?? '提交审核意见';
  button.disabled = Boolean(status) && !enough;
  const hint = $('[data-decision-hint]', form);
  const open = $$('[name=reason][data-must]', root).length;
  if (status && !enough) hint.replaceChildren('请至少勾选或填写一条原因');
  else if (status === 'accepted' && open) hint.replaceChildren(`注意：机器还有 ${open} 项判为必须修改`);
  else hint.replaceChildren(el('kbd', { textContent: 'Ctrl' }), '+', el('kbd', { textContent: 'Enter' }), ' 提交');
}

function go(step) {
  const all = $$('[data-finding]', root);
  if (!all.length) return;
  at = (at + step + all.length) % all.length;
  if (at < 0) at = 0;
  for (const f of all) f.classList.toggle('on', f === all[at]);
  all[at].focus({ preventScroll: true });
  all[at].scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  const shot = $('[data-show]', all[at]);
  if (shot) viewer?.show(shot.dataset.slot, shot.dataset.show);
}

function tick(n) {
  const box = $$('[data-finding]', root)[n - 1]?.querySelector('[name=reason]');
  if (box && $('#decision')) box.click();
}

function decide(status) {
  if (!$('#decision')) return false;
  choose(status);
  $('#decision').scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  const ready = !$('[data-submit]').disabled;
  (ready ? $('[data-submit]') : $('#own')).focus({ preventScroll: true });
}

/** Takes over what a person has begun, then puts the new page in place of the old. */
function swap(next) {
  const form = $('#decision');
  const kept = form && { ticked: $$('[name=reason]:checked', root).map((t) => t.value), status: picked(), own: $('#own').value, note: $('[name=note]', form).value };
  root.replaceWith(next);
  if (kept && $('#decision')) {
    for (const v of kept.ticked) { const t = $(`[name=reason][value="${v}"]`); if (t) t.checked = true; }
    if (kept.status) $(`#decision [name=status][value=${kept.status}]`).checked = true;
    $('#own').value = kept.own;
    $('#decision [name=note]').value = kept.note;
  }
  start();
}

async function reveal(e) {
  e?.preventDefault();
  const form = $('[data-reveal]', root);
  if (!form) return;
  const y = scrollY;
  const next = await fresh('#filing', {}, form.action, { method: 'POST' });
  if (next) { swap(next); scrollTo(0, y); }
}

start();
keys({
  n: () => go(1), p: () => go(-1),
  a: () => decide('accepted'), r: () => decide('returned'), x: () => decide('rejected'),
  'Ctrl+Enter': () => { const b = $('[data-submit]'); if (b && !b.disabled && picked()) $('#decision').requestSubmit(b); },
  d: () => viewer?.next(),
  '+': () => viewer?.tool('in'), '=': () => viewer?.tool('in'), '-': () => viewer?.tool('out'), 0: () => viewer?.tool('fit'),
  '[': () => viewer?.tool('left'), ']': () => viewer?.tool('right'), b: () => viewer?.tool('boxes'),
  v: () => reveal(), u: () => { location.href = '/'; },
  g: () => { location.href = '/next?after=' + root.dataset.id; },
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => [i, () => tick(i)])),
});

if ('going' in root.dataset) {
  const state = {};
  let pause = 700;
  poll(async () => {
    const res = await fetch(`/filings/${root.dataset.id}/state`, { cache: 'no-store' });
    if (res.redirected) { location.reload(); return 0; }
    const now = await res.json();
    if (now.status !== root.dataset.status) {
      const next = await fresh('#filing', state);
      if (next) swap(next);
    }
    pause = Math.min(3000, pause * 1.15);
    return 'going' in root.dataset ? pause : 0;
  }, pause);
}
