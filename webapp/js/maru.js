// Explained in maru.d.ts.
export { MaruError } from './client/outbox.js';
export { MaruRoom } from './client/room.js';
export { Timeline } from './client/timeline.js';
