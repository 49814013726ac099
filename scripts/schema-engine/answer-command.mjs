import pg from "pg";

/** Prisma's code for what PostgreSQL or the socket said. */
function codeOf(error) {
  if (error.code === "3D000") return "P1003";
  if (error.code?.startsWith("28")) return "P1000";
  return error.code === "ECONNREFUSED" || error.code === "ENOTFOUND" ? "P1001" : "P1011";
}

function log(level, message, extra = {}) {
  const line = { timestamp: new Date().toISOString(), level, fields: { message, ...extra }, target: "schema_engine::logger" };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    if (text) await client.query(text);
  } finally {
    await client.end();
  }
}

async function createDatabase(url) {
  const admin = new URL(url);
  const name = decodeURIComponent(admin.pathname.slice(1));
  admin.pathname = "/postgres";
  await query(admin.href, `create database ${pg.escapeIdentifier(name)}`);
}

/** The one-shot commands of the engine. Returns the exit code. */
export async function answerCommand(command, url) {
  try {
    if (command === "can-connect-to-database") await query(url);
    else if (command === "create-database") await createDatabase(url);
    else throw new Error(`The command ${command} is not supported here`);
    log("INFO", "Done");
    return 0;
  } catch (error) {
    // Prisma looks for a line that begins with the error; Node's own warnings may stand before it.
    process.stderr.write("\n");
    log("ERROR", error.message, { error_code: codeOf(error) });
    return 1;
  }
}
