import { expect, test } from "vitest";
import { matchCommands, type PaletteCommand } from "./match-commands.ts";

const commands: PaletteCommand[] = [
  { label: "Fleet usage", group: "Fleet", run: () => {} },
  { label: "Usage", group: "My account", run: () => {} },
  { label: "Dark theme", group: "Theme", run: () => {} },
];

test.each([
  ["", ["Fleet usage", "Usage", "Dark theme"]],
  ["us", ["Usage", "Fleet usage"]],
  ["  USAGE fleet ", ["Fleet usage"]],
  ["account", ["Usage"]],
  ["zzz", []],
])("%j finds %j", (text, labels) => expect(matchCommands(commands, text).map((command) => command.label)).toEqual(labels));
