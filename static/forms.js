/* One press, one record; nothing sent into a network that is not there; and words copied when asked. */
import { failed } from './focus.js';

document.addEventListener('submit', (event) => {
  const form = event.target;
  const swaps = form.matches('[hx-post]:not([hx-trigger])'); // with a trigger it only saves; pressing the button is plain
  if (form.method !== 'post' || event.defaultPrevented || swaps) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (!navigator.onLine) { event.preventDefault(); failed(); return; }
  form.dataset.sent = 'yes';
  // A slow answer may be lost: after ten seconds they may try again, and the server knows it is the same (T22).
  setTimeout(() => delete form.dataset.sent, 10000);
});
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent));

// What is typed is kept: each save says its number, so that a late one is known. The last are sent as somebody goes.
let turn = 0;
const typed = new Set();
document.addEventListener('formdata', ({ formData }) => { if (formData.has('page')) formData.set('turn', turn += 1); });
document.addEventListener('input', ({ target }) => { if (target.form?.dataset.kept) typed.add(target.form); });
document.addEventListener('submit', ({ target }) => typed.delete(target));
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => {
  const form = ctx.sourceElement.closest('form');
  if (form?.dataset.kept === ctx.request.action) typed.delete(form);
});
window.addEventListener('pagehide', () => {
  for (const form of typed) fetch(form.dataset.kept, { method: 'POST', body: new URLSearchParams(new FormData(form)), keepalive: true });
  typed.clear();
});

if (navigator.clipboard) {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener('click', async () => {
      const status = document.getElementById('status');
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
        button.textContent = button.dataset.copied;
        if (status) status.textContent = button.textContent;
        setTimeout(() => { button.textContent = words; }, 5000);
      } catch {
        if (status) status.textContent = button.dataset.notCopied;
      }
    });
  }
}
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
