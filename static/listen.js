/* Read aloud by the device's own voice, a sentence at a time, each part in its language, never what was typed (T28). No
   pausing: on many phones it stops for good. */

const TEXT = 'h1, h2, h3, p, li, legend, label, dt, .govuk-hint, .govuk-error-message, [data-read]';
const PRESSED = '.govuk-button, .heard-link, summary';
const BLOCKS = `${TEXT}, ${PRESSED}, a:not(:is(${TEXT}) a)`;
const NOT_READ = `.heard-words:not([data-read]), [data-own], textarea, input, select, button:not(${PRESSED}), [hidden], .govuk-visually-hidden, .heard-secret`;
const button = document.querySelector('[data-listen]');
const speech = window.speechSynthesis;
const voice = (block) => {
  const language = block.closest('[lang]').lang.slice(0, 2).toLowerCase();
  return speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
};

const sentences = (block) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(NOT_READ) || node.parentElement.closest(BLOCKS) !== block ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const at = (place) => {
    const [start, node] = nodes.findLast(([begin]) => begin <= place);
    return [node, Math.min(place - start, node.data.length)];
  };
  return [...text.matchAll(/[^.?!]+[.?!]*/g)].filter(([said]) => /\p{L}|\d/u.test(said)).map((found) => {
    const range = new Range();
    range.setStart(...at(found.index));
    range.setEnd(...at(found.index + found[0].length));
    return { said: found[0].replace(/\s+/g, ' ').trim(), range, block };
  });
};

if (button && speech) {
  let left = [];
  let pressed = null;
  const mark = (one) => {
    document.querySelector('.heard-spoken')?.classList.remove('heard-spoken');
    if (!window.CSS?.highlights) one?.block.classList.add('heard-spoken');
    else if (one) CSS.highlights.set('heard-spoken', new Highlight(one.range));
    else CSS.highlights.delete('heard-spoken');
  };
  const show = (one, on) => {
    one.setAttribute('aria-pressed', on);
    one.lastElementChild.textContent = button.dataset[on ? 'stop' : 'listen'];
  };
  const stop = () => {
    left = [];
    speech.cancel();
    mark(null);
    if (pressed) show(pressed, false);
    pressed = null;
  };
  const next = () => {
    const one = left.shift();
    if (!one) return stop();
    const chosen = voice(one.block);
    if (!chosen) return next();
    mark(one);
    one.block.scrollIntoView({ block: 'nearest' });
    const words = new SpeechSynthesisUtterance(one.said);
    words.voice = chosen;
    words.lang = chosen.lang;
    words.rate = 0.9;
    words.onend = next;
    words.onerror = stop;
    speech.speak(words);
  };
  const read = (blocks) => {
    left = blocks.filter((block) => block.checkVisibility() && !block.closest(NOT_READ)).flatMap(sentences);
    next();
  };
  const all = () => [...document.querySelectorAll(`#main :is(${BLOCKS})`)];
  const press = (one, blocks) => one.addEventListener('click', () => {
    const again = one === pressed;
    stop();
    if (again) return;
    pressed = one;
    show(one, true);
    read(blocks());
  });
  press(button, all);
  // With pictures, a tap reads a sentence.
  document.querySelector('.heard--pictures #main')?.addEventListener('click', (event) => {
    const block = event.target.closest('h1, p, .govuk-hint');
    if (!block || button.hidden || event.target.closest('a, button, label, ' + NOT_READ)) return;
    stop();
    read([block]);
  });
  const offer = () => {
    button.hidden = !voice(button);
    if (!button.hidden) import('./listen_parts.js').then((one) => one.parts(button, press, all));
  };
  offer();
  speech.addEventListener?.('voiceschanged', offer);
  window.addEventListener('pagehide', stop);
}
