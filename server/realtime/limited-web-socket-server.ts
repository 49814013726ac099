import { type ServerOptions, WebSocketServer } from "ws";

/**
 * ws with the limits that engine.io does not pass on. Without them one anonymous socket can hold gigabytes in fragments
 * (found by trying, spec/reliability 1).
 */
export class LimitedWebSocketServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({ ...options, maxFragments: 64, maxBufferedChunks: 1024, perMessageDeflate: false });
  }
}
