import type { AdminCommand } from "./admin-command.ts";
import { keyCommands } from "./key-commands.ts";
import { serverCommands } from "./server-commands.ts";
import { userCommands } from "./user-commands.ts";

/** Every command, in the order of the help. */
export const commands: readonly AdminCommand[] = [...userCommands, ...keyCommands, ...serverCommands];
