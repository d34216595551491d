/* Files beside the words: sent as soon as they are chosen, a microphone, a sheet to draw on. The page works without it. */
import { record } from './record.js';
import { draw } from './draw.js';

const form = document.querySelector('[data-attach]');
const status = document.getElementById('status');
const say = (words) => { if (status) status.textContent = words; };

// Each file goes by itself, with everything typed so far; the answer is the list as it stands now.
const send = (extra) => new Promise((resolve) => {
  const data = new FormData(form);
  for (const input of form.querySelectorAll('input[type=file]')) data.delete(input.name);
  for (const [name, value, called] of extra) called ? data.append(name, value, called) : data.append(name, value);
  data.append('part', '1');
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.setAttribute('aria-label', form.dataset.sending);
  document.getElementById('part-files').prepend(bar);
  say(form.dataset.sending);
  const request = new XMLHttpRequest();
  request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  request.addEventListener('loadend', () => {
    bar.remove();
    const whole = [200, 422].includes(request.status) && new DOMParser().parseFromString(request.responseText, 'text/html');
    const part = whole && whole.getElementById('part-files');
    if (!part) { say(form.dataset.lost); resolve(false); return; }
    document.getElementById('part-files').replaceWith(document.adoptNode(part));
    // The first file may begin the draft, and with it a new cookie: every form of this page is bound to that one now.
    const token = part.querySelector('[data-token]').value;
    for (const input of document.querySelectorAll('input[name=csrf_token]')) input.value = token;
    const good = request.status === 200;
    say(good ? (extra.some(([name]) => name === 'drop') ? form.dataset.out : form.dataset.kept) : '');
    const wrong = part.querySelector('.govuk-error-message');
    if (wrong) { wrong.tabIndex = -1; wrong.focus(); }
    resolve(good);
  });
  request.open('POST', form.action);
  request.send(data);
});

if (form) {
  for (const button of form.querySelectorAll('[data-add]')) button.hidden = true;
  for (const chooser of form.querySelectorAll('[data-chooser]')) {
    for (const kind of ['input', 'change']) chooser.addEventListener(kind, (event) => event.stopPropagation());
    const input = chooser.querySelector('input');
    input.addEventListener('change', async () => {
      const [file] = input.files;
      if (file && await send([[input.name, file, file.name], ['go', 'add']])) input.focus();
      input.value = '';
    });
  }
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-drop]');
    if (!button) return;
    event.preventDefault();
    send([['drop', button.value]]).then(() => document.getElementById('part-files').focus());
  });
  for (const way of document.querySelectorAll('.heard-way')) {
    way.addEventListener('click', () => {
      const to = document.getElementById(way.hash.slice(1));
      const panel = to.closest('details');
      if (panel) panel.open = true;
      (panel ? panel.querySelector('summary') : to).focus();
    });
  }
  const keep = (name, blob, called) => send([[name, blob, called], ['go', 'add']]);
  for (const place of form.querySelectorAll('[data-recorder]')) record(place, keep);
  for (const place of form.querySelectorAll('[data-draw]')) draw(place, keep);
}
