/* A page of several parts has a Listen for each, once there is a voice: nobody hears all of it for the last of them. */
let made = false;

export const parts = (button, press, all) => {
  const heads = document.querySelectorAll('#main h2');
  if (made || heads.length < 2) return;
  made = true;
  heads.forEach((head, place) => {
    const one = button.cloneNode(true);
    one.removeAttribute('id');
    one.classList.add('heard-listen--part');
    one.lastElementChild.id = 'listen-' + place;
    head.id ||= 'part-' + place;
    one.setAttribute('aria-labelledby', one.lastElementChild.id + ' ' + head.id);
    head.after(one);
    press(one, () => {
      const blocks = all();
      const from = blocks.indexOf(head);
      const end = blocks.findIndex((block, at) => at > from && block.tagName === 'H2');
      return blocks.slice(from, end < 0 ? undefined : end);
    });
  });
};
