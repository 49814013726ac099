import { bootstrap } from "#lib/auth/bootstrap";
import { neededSetupCode } from "#lib/auth/setup-code";
import { openDatabase, provideDatabase } from "#lib/core/database";
import type { Env } from "#lib/core/env";
import type { Log } from "#lib/core/log";
import { readiness } from "#lib/core/readiness";
import { banner } from "./banner.ts";
import type { Parts } from "./close-parts.ts";
import { migrate } from "./database/migrate.ts";
import { monitorDatabase } from "./database/monitor.ts";
import { openServerDatabase } from "./database/open-server-database.ts";
import { type Http, startHttp } from "./http/start-http.ts";

/**
 * Starts the roles that `FLEETLIGHT_ROLES` names: database, port, migrations, pages and sockets, jobs. Modules of a role
 * are loaded with it, so that a process of one role is small. Fills `parts` as it goes, so that a stop at any moment
 * stops what is there.
 * @throws StartupError, EnvError
 */
export async function boot(env: Env, log: Log, parts: Parts): Promise<void> {
  const has = (role: (typeof env.FLEETLIGHT_ROLES)[number]) => env.FLEETLIGHT_ROLES.includes(role);
  const database = await openServerDatabase(env, log);
  parts.database = database;
  if (has("web") || has("ingest")) parts.http = await startHttp(env);
  await migrate(database.url, { log: (message) => log.info(message) });
  const db = provideDatabase(openDatabase(database.url, { ingestPoolSize: env.DB_POOL_SIZE }));
  parts.db = db;
  await bootstrap(db, env);
  parts.monitor = monitorDatabase({
    url: database.url,
    onAway() {
      readiness().isDatabaseAway = true;
      log.warn("The database does not answer");
      parts.http?.databaseWentAway();
      parts.grpc?.databaseWentAway();
    },
    onBack() {
      readiness().isDatabaseAway = false;
      log.info("The database answers again");
    },
  });
  // Before the pages, which take seconds: nodes that wait to report need none.
  if (has("ingest") && parts.http) await takeReports(env, parts.http, parts, log);
  if (has("web")) await startPages(env, parts, log);
  else if (parts.http) await startProbes(parts.http);
  const { startMetrics } = await import("./metrics/start.ts");
  parts.metrics = startMetrics({ db, env, log, connections: parts.realtime?.connections });
  if (has("jobs")) {
    const [{ startJobs }, { ensureDefaults }] = await Promise.all([import("./jobs/start.ts"), import("#lib/alerting/ensure-defaults")]);
    await ensureDefaults(db, new Date());
    parts.jobs = await startJobs();
  }
  const setupCode = await neededSetupCode(db);
  // From here on nothing that the database does ends this process.
  readiness().isStarted = true;
  process.stdout.write(banner({ env, place: database.place, setupCode, seconds: performance.now() / 1000 }));
}

async function takeReports(env: Env, http: Http, parts: Parts, log: Log): Promise<void> {
  const [{ isAcknowledgedPath, startAcknowledged }, { startTelemetry }] = await Promise.all([
    import("./ingest/acknowledged/start.ts"),
    import("./ingest/start-telemetry.ts"),
  ]);
  const { db } = parts;
  if (!db) return;
  const acknowledged = startAcknowledged({ db, log, bufferLimitBytes: env.INGEST_BUFFER_MB * 1024 * 1024 });
  parts.acknowledged = acknowledged;
  http.takeSockets(isAcknowledgedPath, acknowledged.handleUpgrade);
  const telemetry = startTelemetry({ db, env, log });
  parts.telemetry = telemetry;
  http.takeSockets(telemetry.takes, telemetry.handleUpgrade);
}

async function startPages(env: Env, parts: Parts, log: Log): Promise<void> {
  const [{ startWeb }, { startRealtime }] = await Promise.all([import("./web.ts"), import("./realtime/start.ts")]);
  const [{ streamPath }, { isFeedPath, telemetryFeed }, { livePath, liveNodes }] = await Promise.all([
    import("./realtime/admit-to-stream.ts"),
    import("./telemetry/feed.ts"),
    import("./telemetry/live-nodes.ts"),
  ]);
  const { http, db } = parts;
  if (!http || !db) return;
  // Before the pages, which take seconds: a port that is taken is said at once.
  if (env.GRPC_PORT !== undefined) {
    const { startGrpc } = await import("./grpc/start-grpc.ts");
    parts.grpc = await startGrpc({ port: env.GRPC_PORT, host: env.HOST, httpPort: env.PORT, db, log });
  }
  const web = await startWeb(env);
  parts.web = web;
  const [feed, live] = [telemetryFeed({ db, log, env }), liveNodes({ db, log })];
  const realtime = startRealtime({ db, log, others: [feed, live] });
  parts.realtime = realtime;
  http.takeSockets("/socket.io/", realtime.handleUpgrade);
  http.takeSockets(streamPath, realtime.handleStreamUpgrade);
  http.takeSockets(isFeedPath, realtime.upgradeOf(feed));
  http.takeSockets(livePath, realtime.upgradeOf(live));
  if (web.upgrade) http.takeSockets("/_next/", web.upgrade);
  http.serve(web.handle);
}

/** A process without pages still tells an orchestrator how it is. */
async function startProbes(http: NonNullable<Parts["http"]>): Promise<void> {
  const { answerProbe } = await import("./http/answer-probe.ts");
  http.serve(answerProbe);
}
