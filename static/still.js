/* A person's own page: what is typed is kept by the server, and nobody who comes by reads it (experience 5.1, SES-08). */

const page = document.getElementById('still');
const forms = [...document.querySelectorAll('form[data-keep]')];
const post = (address, said) => fetch(address, { method: 'POST', body: new URLSearchParams(said), cache: 'no-store', keepalive: true });

// Kept two seconds after the last key, and when the page is put aside; what did not arrive is tried again.
const timers = new Map();
const save = async (form) => {
  if (!timers.has(form)) return;
  clearTimeout(timers.get(form));
  timers.delete(form);
  const typed = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  const kept = await post(page.dataset.keep, [...typed, ['at', form.dataset.keep]]).then((answer) => answer.ok || answer.status < 500, () => false);
  if (!kept && !timers.has(form)) wait(form, 10000);
};
const wait = (form, time) => {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(save, time, form));
};
const saveAll = () => Promise.all(forms.map(save));

for (const form of forms) form.addEventListener('input', () => wait(form, 2000));
document.addEventListener('submit', ({ target, defaultPrevented }) => {
  if (defaultPrevented || !timers.has(target)) return;
  clearTimeout(timers.get(target)); // it is on its way by itself
  timers.delete(target);
});
document.addEventListener('visibilitychange', () => { if (document.hidden) saveAll(); });
window.addEventListener('pagehide', saveAll);

// "Are you still there?" before the server ends the visit; then the visit ends, and the page shows nothing.
if (page) {
  const [after, until] = [page.dataset.after * 1000, page.dataset.wait * 1000];
  const soon = (promise) => Promise.race([promise.catch(() => {}), new Promise((done) => { setTimeout(done, 3000); })]);
  let last = Date.now();
  let told = last;
  let covered = false;

  const cover = async () => {
    if (covered) return;
    covered = true;
    const token = page.querySelector('[name=csrf_token]').value;
    document.title = ' ';
    document.body.replaceChildren();
    await soon(saveAll());
    await soon(post(page.dataset.away, { csrf_token: token }));
    window.location.replace(page.dataset.to);
  };

  // The server counts requests alone: whoever reads or writes for long is told to it now and then.
  const here = () => {
    if (Date.now() - last >= after + until) return cover();
    last = Date.now();
    if (last - told < after / 3) return;
    told = last;
    fetch(page.dataset.here, { cache: 'no-store' }).catch(() => {});
  };

  const used = () => page.open || here();
  for (const kind of ['keydown', 'pointerdown', 'input', 'scroll']) document.addEventListener(kind, used, { capture: true, passive: true });
  page.querySelector('button').addEventListener('click', () => page.close());
  page.addEventListener('close', here); // by Escape too

  const look = () => {
    const idle = Date.now() - last;
    if (idle >= after + until) cover();
    else if (idle >= after && !page.open) page.showModal();
  };
  setInterval(look, 1000);
  document.addEventListener('visibilitychange', look); // a machine that slept shows nothing when it wakes
}
