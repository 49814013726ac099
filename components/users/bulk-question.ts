const namedCount = 5;

interface Question {
  title: string;
  text: string;
  confirmLabel: string;
}

/** What is asked before many accounts are disabled or enabled: it names the first five of them. */
export function bulkQuestion(verb: "disable" | "enable", users: readonly { email: string }[]): Question {
  const count = `${users.length} ${users.length === 1 ? "user" : "users"}`;
  const others = users.length - namedCount;
  const names = users.slice(0, namedCount).map(({ email }) => email);
  const who = [...names, ...(others > 0 ? [`${others} more`] : [])].join(", ");
  return verb === "disable"
    ? {
        title: `Disable ${count}?`,
        text: `${who}: within 10 s their sessions and sockets end, and nodes stop serving them at their next fetch. Packages, usage and history stay. They can be enabled again.`,
        confirmLabel: `Disable ${count}`,
      }
    : {
        title: `Enable ${count}?`,
        text: `${who}: they can sign in again, and nodes serve those that have an active package at their next fetch.`,
        confirmLabel: `Enable ${count}`,
      };
}
