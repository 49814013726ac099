import { nativeHeartbeat } from "#lib/fleet/protocols/native-heartbeat";

export const POST = nativeHeartbeat;
