import { checkSchema } from "../database/migrate.ts";
import { StartupError } from "../startup-error.ts";

/**
 * A command never migrates: that is a start's decision. So it refuses a database of another version.
 * @throws StartupError
 */
export async function demandCurrentSchema(url: string): Promise<void> {
  const plan = await checkSchema(url);
  if (plan.kind === "apply")
    throw new StartupError(`The database is not of this version yet (${plan.pending.length} migrations to go): start Fleetlight once`);
}
