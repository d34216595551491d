/* What one answer asks for besides is opened as it is chosen. The page works without it: it can be opened by hand. */
document.addEventListener('change', ({ target }) => {
  const part = target.closest('[data-opens]');
  if (part?.dataset.when.split(' ').includes(target.value)) document.getElementById(part.dataset.opens).open = true;
});
