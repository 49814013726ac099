import type { Usage } from "#lib/usage/schema";
import type { TrafficData } from "./prepare-usage-chart.ts";

/** One node's series of an answer by node; zeros when it has none (a node beyond the ten largest stands in `others`). */
export function pickNode({ series, from, to, bucket }: Usage, nodeClientId: number): TrafficData {
  const own = series.find(({ key }) => key === String(nodeClientId));
  const zeros = (series[0]?.raw ?? []).map(({ bucketStart }) => ({ bucketStart, upload: "0", download: "0" }));
  return { from, to, bucket, raw: own?.raw ?? zeros, actuallyBilled: own?.actuallyBilled ?? zeros };
}
