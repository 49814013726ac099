import { generate } from "./set-up/generate.mjs";
import { setUp } from "./set-up/set-up.mjs";

await setUp();
await generate({ isForced: true });
