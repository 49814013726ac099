import { fail, root } from "./project.mjs";

/**
 * Everything a command needs before it runs: dependencies, the pinned Node, the database client. Costs milliseconds
 * when nothing changed. Plain Node >= 20.9, nothing installed. Resolves to the path of the pinned Node.
 */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) fail(`Node.js ${process.versions.node} is too old: install 20.9 or newer`);
  process.chdir(root);
  const { install } = await import("./install.mjs");
  await install();
  const [{ generate }, { pinnedNode }] = await Promise.all([import("./generate.mjs"), import("./pinned-node.mjs")]);
  await generate();
  return pinnedNode();
}
