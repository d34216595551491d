/* Reading a page aloud with a voice of the device itself, one sentence at a time (T28).
   A voice that needs a server is never used, and what a person typed is never read: others may be in the room.
   Each part is read in its own language. There is no pausing: on many phones it stops for good. */

const BLOCKS = 'h1, h2, h3, p, li, legend, label, dt, .govuk-hint, .govuk-error-message, [data-read]';
const NOT_READ = '.heard-words:not([data-read]), [data-own], textarea, input, select, button, [hidden], .govuk-visually-hidden, .heard-secret';
const button = document.querySelector('[data-listen]');
const speech = window.speechSynthesis;
const voice = (block) => {
  const language = block.closest('[lang]').lang.slice(0, 2).toLowerCase();
  return speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
};

/* Each sentence and where it stands: the text nodes of a block joined, cut after its full stops. */
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
  const mark = (one) => {
    document.querySelector('.heard-spoken')?.classList.remove('heard-spoken');
    if (!window.CSS?.highlights) one?.block.classList.add('heard-spoken');
    else if (one) CSS.highlights.set('heard-spoken', new Highlight(one.range));
    else CSS.highlights.delete('heard-spoken');
  };
  const stop = () => {
    left = [];
    speech.cancel();
    mark(null);
    button.lastElementChild.textContent = button.dataset.listen;
    button.setAttribute('aria-pressed', 'false');
  };
  const next = () => {
    const one = left.shift();
    if (!one) { stop(); return; }
    const chosen = voice(one.block);
    if (!chosen) { next(); return; }  // another voice would say it wrong
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
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') { stop(); return; }
    const blocks = [...document.querySelectorAll('#main :is(' + BLOCKS + ')')];
    left = blocks.filter((block) => block.checkVisibility() && !block.closest(NOT_READ)).flatMap(sentences);
    button.lastElementChild.textContent = button.dataset.stop;
    button.setAttribute('aria-pressed', 'true');
    speech.cancel();
    next();
  });
  // With pictures, a sentence is read when it is tapped.
  document.querySelector('.heard--pictures #main')?.addEventListener('click', (event) => {
    const block = event.target.closest('h1, p, .govuk-hint');
    if (!block || button.hidden || event.target.closest('a, button, label, input, textarea, ' + NOT_READ)) return;
    stop();
    left = sentences(block);
    next();
  });
  const offer = () => { button.hidden = !voice(button); };
  offer();
  speech.addEventListener?.('voiceschanged', offer);
  window.addEventListener('pagehide', stop);
}
