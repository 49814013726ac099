import { type ProductServer, startProduct } from "../../bench/harness/product-server.ts";

/** A server under trial. It comes back to the same address with everything in it. */
export interface Trial {
  url: string;
  adminKey: string;
  /** Exceptions and rejections that nobody caught. */
  uncaught: string[];
  start(): Promise<TrialServer>;
}

export interface TrialServer extends ProductServer {
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface TrialOptions {
  dataDir: string;
  port: number;
  /** Empty: the embedded PostgreSQL of the data folder. */
  databaseUrl?: string;
  environment?: Record<string, string>;
}

/** Who may sign in. */
export const trialAdmin = { email: "trial@example.test", password: "correct horse battery staple" };

/** A production build must be there. */
export function trial({ dataDir, port, databaseUrl = "", environment: more = {} }: TrialOptions): Trial {
  const adminKey = `trial-${crypto.randomUUID()}-${crypto.randomUUID()}`;
  const uncaught: string[] = [];
  const environment = {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    FLEETLIGHT_DATA_DIR: dataDir,
    BOOTSTRAP_ADMIN_EMAIL: trialAdmin.email,
    BOOTSTRAP_ADMIN_PASSWORD: trialAdmin.password,
    BOOTSTRAP_API_KEY: adminKey,
    RATE_LIMIT_PER_MINUTE: "10000000",
    ...more,
  };
  const hear = (line: string) => {
    if (/uncaught exception|unhandled rejection/.test(line)) uncaught.push(line);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    adminKey,
    uncaught,
    async start() {
      const server = await startProduct(environment, hear);
      return {
        ...server,
        async kill() {
          process.kill(server.pid, "SIGKILL");
          await server.stop();
        },
      };
    },
  };
}
