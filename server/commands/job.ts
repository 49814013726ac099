import { listJobWords } from "./job/list-job-words.ts";
import { readJobArguments } from "./job/read-job-arguments.ts";
import { runJobOnce } from "./job/run-job-once.ts";
import { runWords } from "./job/run-words.ts";
import { runCommand } from "./run-command.ts";
import { withProduct } from "./with-product.ts";

/** `npm run job -- <name> [--at ISO] [--json]`: any scheduled job once; without a name what jobs there are. */
await runCommand(async ({ args, env, signal, print, say }) => {
  const { job, at, isJson } = readJobArguments(args);
  if (!job) {
    print(listJobWords(isJson));
    return 0;
  }
  const run = await withProduct(env, (db, { isAlone }) => runJobOnce({ db, job, at, isAlone, signal, say }));
  print(isJson ? JSON.stringify(run) : runWords(run));
  return run.status === "succeeded" ? 0 : 1;
});
