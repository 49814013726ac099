// Shows what the server tells this browser by Web Push, also when no page is open, and leads to it. It caches nothing and
// answers no request.

/** What is shown of a message that cannot be read: the browser demands that something is. */
const unreadable = { title: "Fleetlight", body: "Something has happened to alerts." };

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, body, tag, severity, at, path, acknowledgeUrl } = read(event.data);
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      icon: "/apple-icon.png",
      // The same alert replaces what is shown of it, and is heard again.
      ...(tag && { tag, renotify: true }),
      ...(at && { timestamp: Date.parse(at) }),
      requireInteraction: severity === "critical",
      ...(acknowledgeUrl && { actions: [{ action: "acknowledge", title: "Acknowledge" }] }),
      data: { path, acknowledgeUrl },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path, acknowledgeUrl } = event.notification.data ?? {};
  event.waitUntil(event.action === "acknowledge" ? self.clients.openWindow(acknowledgeUrl) : open(path));
});

function read(data) {
  try {
    const message = data.json();
    return typeof message.title === "string" ? message : unreadable;
  } catch {
    return unreadable;
  }
}

/** A page of alerts that is open already is used again; any other is left alone, somebody may be writing there. */
async function open(path) {
  const wanted = new URL(path ?? "/admin/alerts", self.location.origin);
  const url = wanted.origin === self.location.origin ? wanted.href : `${self.location.origin}/admin/alerts`;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = windows.find((client) => new URL(client.url).pathname === new URL(url).pathname);
  if (!page) return self.clients.openWindow(url);
  await page.focus();
  return page.navigate(url);
}
