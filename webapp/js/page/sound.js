/** Two short tones, a fourth apart. */
const TONES_HZ = [660, 880];

const TONE_SECONDS = 0.12;

const LOUDNESS = 0.08;

/** More often than this it is noise. */
const EVERY_MS = 2_000;

let audio;
let last = -Infinity;

/** Sounds the chime, unless it has just sounded. A browser that has not been touched yet stays silent. */
export function chime() {
  if (performance.now() - last < EVERY_MS || !globalThis.AudioContext) {
    return;
  }
  last = performance.now();
  audio ??= new AudioContext();
  TONES_HZ.forEach((hertz, index) => {
    const from = audio.currentTime + index * TONE_SECONDS;
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setTargetAtTime(LOUDNESS, from, TONE_SECONDS / 10);
    volume.gain.setTargetAtTime(0, from + TONE_SECONDS / 2, TONE_SECONDS / 4);
    const tone = new OscillatorNode(audio, { frequency: hertz });
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + TONE_SECONDS * 3);
  });
}
