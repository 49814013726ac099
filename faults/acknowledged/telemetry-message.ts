interface Said {
  /** Whose nodes these are. */
  peer: string;
  /** The envelope's id. */
  node: number;
  /** By this the message is found among all that are stored. */
  marker: string;
  random: () => number;
}

/** A message as current nodes send them: mostly blocks, and every now and then who it is. */
export function telemetryMessage({ peer, node, marker, random }: Said): object {
  const peerId = `${peer} node ${node}`;
  const connected = {
    msg: "system.connected",
    network_id: peerId,
    name: peerId,
    chain: "Trial",
    version: "1.0.0",
    implementation: "trial",
    marker,
  };
  const block = { msg: "block.import", height: Math.floor(random() * 1_000_000), best: "0x01", marker };
  return { id: node, ts: new Date().toISOString(), payload: random() < 0.05 ? connected : block };
}
