import { migrate } from "#server/database/migrate";

/** A start that does nothing but migrate, and says which migration it is at: to be killed. */
const [url] = process.argv.slice(2);
if (!url) throw new Error("Say the database");
await migrate(url, { log: (message) => void process.stdout.write(`${message}\n`) });
