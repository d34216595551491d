/* A sheet to draw on, for who likes to. Never the only way: the same page takes a photo of a drawing, and words. */

export const draw = (place, keep) => {
  const sheet = place.querySelector('canvas');
  const pen = sheet.getContext('2d');
  if (!pen) return;
  place.hidden = false;
  const said = place.querySelector('[data-said]');
  const lines = [];
  let line;
  const at = (event) => {
    const box = sheet.getBoundingClientRect();
    return [(event.clientX - box.left) * sheet.width / box.width, (event.clientY - box.top) * sheet.height / box.height];
  };
  const paint = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.strokeStyle = '#16324a';
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = 'round';
    for (const points of lines) {
      pen.beginPath();
      points.forEach(([x, y], place) => (place ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      if (points.length === 1) pen.lineTo(points[0][0] + 0.1, points[0][1]);
      pen.stroke();
    }
  };
  sheet.addEventListener('pointerdown', (event) => {
    sheet.setPointerCapture(event.pointerId);
    said.textContent = '';
    line = [at(event)];
    lines.push(line);
    paint();
  });
  sheet.addEventListener('pointermove', (event) => { if (line) { line.push(at(event)); paint(); } });
  for (const end of ['pointerup', 'pointercancel']) sheet.addEventListener(end, () => { line = undefined; });
  place.querySelector('[data-undo]').addEventListener('click', () => { lines.pop(); paint(); });
  place.querySelector('[data-keep-drawing]').addEventListener('click', () => {
    if (!lines.length) { said.textContent = place.dataset.empty; return; }
    sheet.toBlob(async (blob) => { if (await keep('drawing', blob, 'drawing.png')) { lines.length = 0; paint(); } }, 'image/png');
  });
  paint();
};
