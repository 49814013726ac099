import { systemContext } from "#lib/auth/context";
import { readAdminArguments } from "./admin/read-admin-arguments.ts";
import { runCommand } from "./run-command.ts";
import { withProduct } from "./with-product.ts";

/** `npm run admin -- <command> …`: accounts, keys and tokens from the machine itself, through the API's own operations. */
await runCommand(async ({ args, env, print }) => {
  const { command, words, isJson } = readAdminArguments(args);
  if (!command) {
    print(words);
    return 0;
  }
  const { view, text } = await withProduct(env, async (db) => command(systemContext("command line", { db })));
  print(isJson ? JSON.stringify(view) : text);
  return 0;
});
