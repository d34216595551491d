/* Where the keyboard goes after a part of the page has changed (dependencies 2.2). */

const take = (element) => {
  if (!element) return false;
  if (!element.matches('a[href], button, input, select, textarea')) element.setAttribute('tabindex', '-1');
  element.focus();
  return true;
};

const summary = (root) => root.querySelector('.govuk-error-summary');

take(summary(document));

// The links of a summary lead to a control: browsers scroll to it, and this also puts the typing there.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('.govuk-error-summary a[href^="#"], #gaps a');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.closest('details')?.setAttribute('open', '');
  (field.closest('fieldset')?.querySelector('legend') ?? field.labels?.[0] ?? field).scrollIntoView();
  field.focus({ preventScroll: true });
});

// A form that saves by itself says nothing and must not pull anybody away from what they are writing. A button that
// somebody pressed in it answers them.
const quiet = (event) => Boolean(event.detail?.ctx?.sourceElement?.matches?.('[data-quiet]'));
let before = '';
let reading = false; // who stands on the list of errors stays there when saving by itself draws it again

document.addEventListener('htmx:before:request', (event) => {
  reading = Boolean(document.activeElement?.closest?.('.govuk-error-summary'));
  before = document.activeElement?.id ?? '';
  if (quiet(event)) return;
  event.detail?.ctx?.target?.setAttribute?.('aria-busy', 'true');
});

document.addEventListener('htmx:finally:request', (event) => {
  const target = event.detail?.ctx?.target;
  const part = (target?.id && document.getElementById(target.id)) || document;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (quiet(event)) {
    if (lost) take(reading ? summary(part) : document.getElementById(before));
    return;
  }
  target?.removeAttribute?.('aria-busy');
  if (take(summary(part)) || take(part.querySelector('[data-focus-after-swap]'))) return;
  if (lost) take(document.getElementById(before) ?? part.querySelector('h1, h2, h3') ?? document.getElementById('main'));
});

// Said where it is read out, and never only in the console.
export const failed = () => {
  const status = document.getElementById('status');
  if (status) status.textContent = status.dataset.failed ?? 'That did not reach us. What you wrote is still here. Try again.';
};
document.addEventListener('htmx:error', failed);
document.addEventListener('htmx:response:error', (event) => {
  if (![409, 422].includes(event.detail?.ctx?.response?.status)) failed();
});
