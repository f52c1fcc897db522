/**
 * The worker that notifications belong to: Android shows none without one. It keeps nothing and answers no request;
 * a click on a notification brings the page to the message.
 */
addEventListener('install', () => skipWaiting());

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

/** Shows an address in a window that there is already, else in a new one. */
async function open(url) {
  const page = (address) => address.split('?')[0];
  const room = (address) => new URL(address).searchParams.get('room');
  const windows = (await clients.matchAll({ type: 'window', includeUncontrolled: true }))
    .filter((window) => page(window.url) === page(url));
  const window = windows.find((one) => room(one.url) === room(url)) ?? windows[0];
  if (window) {
    await window.focus();
    window.postMessage({ open: url });
  } else {
    await clients.openWindow(url);
  }
}
