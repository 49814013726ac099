import { type ServerOptions, WebSocketServer } from "ws";

/**
 * ws with the limits that engine.io does not pass on. Without them one anonymous socket can hold gigabytes in fragments
 * (found by trying, spec/reliability 1).
 */
export class LimitedWebSocketServer extends WebSocketServer {
  /** `closeTimeout`: how long the answer to a close is waited for, ms. */
  constructor(options: ServerOptions & { closeTimeout?: number }) {
    super({ ...options, maxFragments: 64, maxBufferedChunks: 1024, perMessageDeflate: false });
  }
}
