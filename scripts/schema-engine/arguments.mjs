/** What Prisma's CLI calls its engine with: `--datamodels <file>…`, `--datasource <json>`, `cli <command>`, `--version`. */
export function readArguments(args) {
  const options = { isVersionAsked: false, command: undefined, url: undefined, datamodels: [] };
  const rest = [...args];
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === "--version") options.isVersionAsked = true;
    else if (name === "cli") options.command = rest.shift();
    else if (name === "--datasource") options.url = JSON.parse(rest.shift()).url;
    else if (name === "--datamodels" || name === "-d")
      while (rest.length > 0 && !rest[0].startsWith("-") && rest[0] !== "cli") options.datamodels.push(rest.shift());
    else if (name.startsWith("--")) rest.shift();
  }
  return options;
}
