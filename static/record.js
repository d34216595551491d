/* A recording made in the page: how long is left, played back before it is kept, and checked that there is sound in it. */

const KINDS = [['audio/mp4', 'm4a'], ['audio/webm', 'webm'], ['audio/ogg', 'ogg']];

export const record = (place, keep) => {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
  const kind = KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
  if (!kind) return;
  place.hidden = false;
  const part = (name) => place.querySelector(`[data-${name}]`);
  const [start, stop, time, heard, said] = ['record', 'stop', 'time', 'heard', 'said'].map(part);
  const most = Number(place.dataset.seconds);
  let recorder, stream, clock, began, blob;

  const spell = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const tick = () => {
    const left = Math.max(0, most - Math.floor((Date.now() - began) / 1000));
    time.textContent = `${spell(left)} ${place.dataset.left}`;
    if (!left) recorder.stop();
  };
  const ready = (recording) => {
    start.hidden = recording;
    stop.hidden = !recording;
    if (!recording) { clearInterval(clock); time.textContent = ''; stream?.getTracks().forEach((track) => track.stop()); }
  };
  const done = (parts) => {
    const had = document.activeElement === stop;
    ready(false);
    blob = new Blob(parts, { type: kind[0] });
    if (!blob.size || Date.now() - began < 500) { said.textContent = place.dataset.silent; if (had) start.focus(); return; }
    start.hidden = true;
    const player = heard.querySelector('audio');
    if (player.src) URL.revokeObjectURL(player.src);
    player.src = URL.createObjectURL(blob);
    heard.hidden = false;
    part('keep').focus();
  };
  const again = () => {
    const player = heard.querySelector('audio');
    URL.revokeObjectURL(player.src);
    player.removeAttribute('src');
    blob = undefined;
    heard.hidden = true;
    ready(false);
    start.focus();
  };

  start.addEventListener('click', async () => {
    said.textContent = '';
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      said.textContent = place.dataset.no;
      return;
    }
    const parts = [];
    recorder = new MediaRecorder(stream, { mimeType: kind[0], audioBitsPerSecond: 48000 });
    recorder.addEventListener('dataavailable', ({ data }) => { if (data.size) parts.push(data); });
    recorder.addEventListener('stop', () => done(parts));
    recorder.start(1000);
    began = Date.now();
    clock = setInterval(tick, 1000);
    tick();
    ready(true);
    stop.focus();
  });
  stop.addEventListener('click', () => recorder.stop());
  part('again').addEventListener('click', again);
  part('keep').addEventListener('click', async () => { if (blob && await keep('recording', blob, `recording.${kind[1]}`)) again(); });
  window.addEventListener('pagehide', () => { if (recorder?.state === 'recording') recorder.stop(); });
};
