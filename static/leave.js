/* Leaving fast, and leaving nothing behind that Back could show (PRV-06). */

const blank = () => {
  document.documentElement.classList.add('left');
  document.body.replaceChildren();
  document.title = ' ';
};

const leave = (href) => {
  // The way out is asked for first: nothing that follows may hold it up.
  window.location.replace(href);
  blank();
};

const link = document.querySelector('[data-leave]');

if (link) {
  document.addEventListener('click', (event) => {
    const way = event.target.closest?.('[data-leave]');
    if (!way) return;
    event.preventDefault();
    leave(way.href);
  });

  // Shift three times leaves, but never while typing and never from an on-screen keyboard: capitals press it too.
  const typing = () => document.activeElement?.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
  const touch = window.matchMedia('(any-pointer: coarse)').matches;
  let times = [];
  if (!touch) {
    document.addEventListener('keyup', (event) => {
      if (event.key !== 'Shift' || typing()) { times = []; return; }
      times = [...times, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
      if (times.length >= 3) leave(link.href);
    });
  }
}

// A page kept for the Back button is kept blank, and is asked for again when it is shown.
window.addEventListener('pagehide', (event) => { if (event.persisted) blank(); });
window.addEventListener('pageshow', (event) => { if (event.persisted) window.location.reload(); });
