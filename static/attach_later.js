/* Files beside a message: what was recorded or drawn waits in its chooser until the whole form is sent. */
import { record } from './record.js';
import { draw } from './draw.js';

const form = document.querySelector('[data-attach-later]');
const put = (name, blob, called) => {
  const held = new DataTransfer();
  held.items.add(new File([blob], called, { type: blob.type }));
  const input = form.querySelector(`input[name=${name}]`);
  input.files = held.files;
  input.focus();
  return true;
};
for (const place of form.querySelectorAll('[data-recorder]')) record(place, put);
for (const place of form.querySelectorAll('[data-draw]')) draw(place, put);
