// A new or returned filing: the form and the files go through the JSON API, and every file is looked at while its sender
// is still here.
import { $, $$, el, icon } from './app.js';

const form = $('#edit');
const api = '/api/v1/filings';
let id = form.dataset.id;
let busy = 0;

// --- the form -----------------------------------------------------------------------------------------------------

const same = $('[data-same]');
const people = ['name', 'certificate_number', 'valid_until', 'mobile', 'office_phone', 'emergency_phone', 'email'];
const field = (name) => form.elements.namedItem(name);
const value = (name) => field(name).value.trim();
const term = (v) => (['长期', '长期有效', 'long-term'].includes(v) ? 'long-term' : v.replace(/^(\d{4})[./年](\d{1,2})[./月](\d{1,2})日?$/, (_, y, m, d) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`));

if (people.some((p) => value('declared.site_principal.' + p) && value('declared.site_principal.' + p) !== value('declared.principal.' + p))) same.checked = false;
for (const f of ['declared.principal.valid_until', 'declared.site_principal.valid_until']) if (value(f) === 'long-term') field(f).value = '长期';

function shape() {
  const individual = value('kind') === 'individual';
  $('[data-organisation]').hidden = individual;
  $('[data-site-principal]').hidden = same.checked;
  for (const s of $$('[data-slot]')) {
    const wanted = { licence: !individual, principal: true, site_principal: !same.checked, more: true }[s.dataset.group];
    s.hidden = !wanted && !('filled' in s.dataset);
  }
  ready();
}

// What the form says and this page has no field for is kept as it is: the portal may have declared more.
const declaredBefore = JSON.parse($('#declared').textContent);

function beside(before, fields) {
  const kept = { ...before };
  for (const k of fields) delete kept[k];
  return kept;
}

function person(at) {
  const p = beside(declaredBefore[at], people);
  for (const k of people) {
    const v = value(`declared.${at}.${k}`);
    if (v) p[k] = k === 'valid_until' ? term(v) : v;
  }
  return p;
}

function collect() {
  const some = (o) => Object.fromEntries(Object.entries(o).filter(([, v]) => v && v.length));
  // An individual is their own organisation: of it only the addresses are asked.
  const unit = ['name', 'certificate_type', 'certificate_number', 'investor'];
  const addresses = ['certificate_address', 'mailing_address'];
  const organisation = value('kind') === 'individual' ? addresses : [...unit, ...addresses];
  const declared = {
    ...declaredBefore,
    principal: person('principal'),
    site: {
      languages: ['zh'],
      ...beside(declaredBefore.site, ['name', 'domains', 'content', 'remark']),
      ...some({
        name: value('declared.site.name'),
        domains: value('declared.site.domains').split(/[\s,，、;；]+/).filter(Boolean).map((d) => d.toLowerCase().replace(/^https?:\/\//, '').replace(/\/.*$/, '')),
        content: value('declared.site.content'), remark: value('declared.site.remark'),
      }),
    },
  };
  declared.site_principal = same.checked ? { ...declared.principal } : person('site_principal');
  declared.organisation = { ...beside(declaredBefore.organisation, [...unit, ...addresses]),
    ...some(Object.fromEntries(organisation.map((k) => [k, value('declared.organisation.' + k)]))) };
  return { kind: value('kind'), province: value('province'), type: value('type'), declared };
}

const problemOf = async (res) => {
  try { return await res.json(); } catch { return { detail_zh: `服务器没有正常应答（${res.status}），请稍后重试。` }; }
};

function say(text) {
  const p = $('#form-error');
  p.hidden = !text;
  p.replaceChildren(...(text ? [icon('cross'), text] : []));
  if (text) p.scrollIntoView({ block: 'nearest' });
}

function complain(problem) {
  let first = null;
  const rest = [];
  for (const e of problem.errors ?? []) {
    let name = e.field.replace(/\[\d+\].*$/, '');
    if (same.checked) name = name.replace('site_principal', 'principal');
    const input = field(name);
    const text = e.detail_zh || e.detail;
    const label = input?.closest?.('.f');
    if (!label) { rest.push(`${e.field}：${text}`); continue; }
    if (label.classList.contains('bad')) continue;
    label.classList.add('bad');
    label.append(el('span', { className: 'why', textContent: text.length > 60 ? '请从列表中选择' : text }));
    input.setAttribute('aria-invalid', 'true');
    first ??= input;
  }
  say([problem.detail_zh || problem.detail, ...rest].join(' '));
  first?.focus();
}

function forget() {
  say('');
  for (const f of $$('.f.bad')) { f.classList.remove('bad'); $('.why', f)?.remove(); $('[aria-invalid]', f)?.removeAttribute('aria-invalid'); }
}

async function save() {
  forget();
  let res;
  try {
    res = await fetch(id ? `${api}/${id}/form` : api, { method: id ? 'PUT' : 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(collect()) });
  } catch { say('网络不通，请检查后重试。'); return false; }
  if (res.status === 401) { location.href = '/sign-in?next=' + encodeURIComponent(location.pathname); return false; }
  if (!res.ok) { complain(await problemOf(res)); return false; }
  if (!id) {
    id = (await res.json()).id;
    history.replaceState(null, '', `/filings/${id}/edit`);
  }
  dirty = false;
  step(2);
  return true;
}

let dirty = false;
function step(n) {
  $$('.steps li').forEach((li, i) => {
    li.classList.toggle('done', i < n - 1);
    if (i === n - 1) li.setAttribute('aria-current', 'step'); else li.removeAttribute('aria-current');
  });
  if (n > 1) {
    delete $('[data-step=documents]').dataset.locked;
    $('[data-save]').textContent = '保存修改';
    ready();
  }
}

$('[data-save]').addEventListener('click', async (e) => {
  e.target.disabled = true;
  const before = id;
  if (await save()) {
    $('[data-saved]').hidden = false;
    if (!before) $('[data-step=documents]').scrollIntoView({ behavior: 'smooth' });
  }
  e.target.disabled = false;
});
form.addEventListener('submit', (e) => e.preventDefault());
form.addEventListener('input', (e) => {
  if (!e.target.name) return;
  dirty = true;
  $('[data-saved]').hidden = true;
  const f = e.target.closest('.f.bad');
  if (f) { f.classList.remove('bad'); $('.why', f)?.remove(); }
});
form.addEventListener('change', (e) => { if (e.target === same || 'kind' in e.target.dataset) { dirty = true; shape(); } });

// --- the files ----------------------------------------------------------------------------------------------------

const group = (f) => (f.status === 'fail' ? { block: 'fix', review: 'review', advice: 'advice' }[f.severity] : 'unsure');
const marks = { fix: 'cross', review: 'alert', unsure: 'question', advice: 'info', ok: 'check', wait: 'clock' };
const line = (kind, text) => el('li', { className: kind }, icon(marks[kind]), el('span', { textContent: text }));
const size = (n) => (n >= 1 << 20 ? (n / (1 << 20)).toFixed(1) + ' MB' : Math.ceil(n / 1024) + ' KB');

function put(slot, file, onProgress) {
  return new Promise((resolve, reject) => { // XMLHttpRequest, because fetch tells nothing of what has been sent
    const x = new XMLHttpRequest();
    x.open('PUT', `${api}/${id}/documents/${slot}?name=${encodeURIComponent(file.name)}`);
    x.setRequestHeader('Content-Type', 'application/octet-stream');
    x.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
    x.onload = () => { let body = {}; try { body = JSON.parse(x.responseText); } catch { /* told by the status */ } resolve({ status: x.status, body }); };
    x.onerror = () => reject(new Error('network'));
    x.send(file);
  });
}

async function upload(box, file) {
  const slot = box.dataset.slot, looks = $('[data-looks]', box), info = $('[data-file]', box);
  const mood = (m) => { box.classList.remove('good', 'bad', 'soso'); if (m) box.classList.add(m); };
  mood('');
  info.textContent = `${file.name} · ${size(file.size)}`;
  if (file.size > +form.dataset.max) {
    looks.replaceChildren(line('fix', `文件超过 ${form.dataset.maxLabel} 的上限，请压缩后重新选择。`));
    return mood('bad');
  }
  if (!file.size) {
    looks.replaceChildren(line('fix', '文件是空的（0 字节），请重新选择。'));
    return mood('bad');
  }
  const thumb = $('.thumb', box), url = URL.createObjectURL(file);
  const img = el('img', { alt: '', src: url });
  img.onerror = () => thumb.replaceChildren(icon('mark')); // no picture; what it is instead is told below
  img.onload = () => URL.revokeObjectURL(url);
  thumb.replaceChildren(img);
  const bar = el('progress', { className: 'bar', max: 1, value: 0 });
  looks.replaceChildren(line('wait', '正在上传…'), bar);
  busy++;
  ready();
  try {
    const { status, body } = await put(slot, file, (f) => {
      bar.value = f;
      if (f === 1) looks.replaceChildren(line('wait', '正在查看图片…'));
    });
    if (status !== 200) {
      looks.replaceChildren(line('fix', body.detail_zh || `上传没有成功（${status}），请重试。`));
      return mood('bad');
    }
    box.dataset.filled = '';
    box.classList.add('filled');
    $('[data-pick]', box).textContent = '更换';
    $('[data-remove]', box).hidden = false;
    const said = body.findings.map((f) => line(group(f), f.message));
    if (!said.length) {
      said.push(body.quick_look === 'done' ? line('ok', '看起来没有问题。') : line('wait', '已收到，提交后再仔细检查。'));
    } else if (body.quick_look !== 'done') {
      said.push(line('wait', '其余内容提交后再检查。'));
    }
    looks.replaceChildren(...said);
    const groups = body.findings.map(group);
    mood(groups.includes('fix') ? 'bad' : groups.some((g) => g !== 'advice') ? 'soso' : body.quick_look === 'done' ? 'good' : '');
  } catch {
    looks.replaceChildren(line('fix', '网络中断，没有上传成功，请重试。'));
    mood('bad');
  } finally {
    busy--;
    ready();
  }
}

for (const box of $$('[data-slot]')) {
  const input = $('[data-input]', box);
  input.addEventListener('change', () => { if (input.files[0]) upload(box, input.files[0]); input.value = ''; });
  box.addEventListener('dragover', (e) => { e.preventDefault(); box.classList.add('over'); });
  box.addEventListener('dragleave', () => box.classList.remove('over'));
  box.addEventListener('drop', (e) => {
    e.preventDefault();
    box.classList.remove('over');
    if (e.dataTransfer.files.length > 1) return $('[data-looks]', box).replaceChildren(line('fix', '每个材料位只能上传一个文件。'));
    if (e.dataTransfer.files[0]) upload(box, e.dataTransfer.files[0]);
  });
  $('[data-remove]', box).addEventListener('click', async () => {
    const res = await fetch(`${api}/${id}/documents/${box.dataset.slot}`, { method: 'DELETE' });
    if (!res.ok && res.status !== 404) return $('[data-looks]', box).replaceChildren(line('fix', (await problemOf(res)).detail_zh));
    delete box.dataset.filled;
    box.classList.remove('filled', 'good', 'bad', 'soso');
    $('.thumb', box).replaceChildren(icon('mark'));
    $('[data-file]', box).textContent = '';
    $('[data-looks]', box).replaceChildren();
    $('[data-pick]', box).textContent = '选择文件';
    $('[data-remove]', box).hidden = true;
    shape();
  });
}

function ready() {
  const boxes = $$('[data-slot]').filter((b) => !b.hidden);
  const filled = boxes.filter((b) => 'filled' in b.dataset);
  const missing = boxes.filter((b) => b.dataset.group !== 'more' && !('filled' in b.dataset)).map((b) => $('b', b).textContent);
  const bad = filled.filter((b) => b.classList.contains('bad')).map((b) => $('b', b).textContent);
  $('[data-submit]').disabled = !filled.length || busy > 0;
  $('[data-submit-hint]').textContent = busy ? '正在上传…' : missing.length ? `还缺：${missing.join('、')}` : bad.length ? `建议先更换：${bad.join('、')}` : '';
}

$('[data-submit]').addEventListener('click', async (e) => {
  e.target.disabled = true;
  if (dirty && !(await save())) { e.target.disabled = false; return; }
  try {
    const res = await fetch(`${api}/${id}/submit`, { method: 'POST' });
    if (res.ok) { step(3); location.href = '/filings/' + id; return; }
    say((await problemOf(res)).detail_zh);
  } catch { say('网络不通，没有提交成功，请重试。'); }
  e.target.disabled = false;
});

shape();
if (id) step(2);
