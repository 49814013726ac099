import { createServer } from "node:net";
import { fail } from "./project.mjs";

/** Before minutes of preparation: is the port free? The server itself asks again. */
export function requireFreePort() {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return Promise.resolve();
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE") fail(`Port ${port} is taken by another program: stop it or set PORT`);
      resolve();
    });
    server.listen({ port, host: process.env.HOST || "0.0.0.0" }, () => server.close(resolve));
  });
}
