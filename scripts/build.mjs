import { build } from "./set-up/build.mjs";
import { setUp } from "./set-up/set-up.mjs";

await build(await setUp(), { isForced: process.argv.includes("--force") });
