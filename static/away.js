/* A staff page that nobody touches for two minutes is covered: it may lie open in an office, or on a train (PRV-16). */

const AFTER = 120000;
const page = document.documentElement;
let last = Date.now();
let waking = false; // the press that only brought the page back does nothing else: nobody saw what was under it

const away = () => page.classList.contains('heard-away');
const look = () => page.classList.toggle('heard-away', Date.now() - last >= AFTER);
const used = (event) => {
  const was = away();
  if (event.type === 'pointerdown') waking = was;
  if (was && event.type === 'keydown' && ['Enter', ' '].includes(event.key)) event.preventDefault();
  last = Date.now();
  look();
};

for (const kind of ['keydown', 'pointerdown', 'pointermove', 'wheel', 'input', 'scroll']) document.addEventListener(kind, used, { capture: true });
document.addEventListener('click', (event) => {
  if (!waking) return;
  waking = false;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });
setInterval(look, 1000);
document.addEventListener('visibilitychange', look); // a machine that slept wakes covered
