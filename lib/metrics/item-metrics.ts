import type { Metric } from "prom-client";
import { type ItemsSample, itemsInFlight } from "#lib/ingest/items-sample";
import { NackCode } from "#lib/ingest/schema";
import { describedMetric } from "./described-metric.ts";

/** A process, and what it did with items of acknowledged ingest. */
export interface ItemProcess {
  name: string;
  sample: ItemsSample;
}

/** Acknowledged ingest by process, over WebSocket and HTTP. At any moment received = answered + in flight. */
export function itemMetrics(processes: readonly ItemProcess[]): Metric[] {
  const of = (pick: (sample: ItemsSample) => number | undefined) =>
    processes.flatMap(({ name, sample }) => {
      const value = pick(sample);
      return value === undefined ? [] : [{ labels: { process: name }, value }];
    });
  return [
    describedMetric({
      name: "fleetlight_ingest_items_received_total",
      help: "Items of acknowledged ingest that came",
      type: "counter",
      values: of(({ received }) => received),
    }),
    describedMetric({
      name: "fleetlight_ingest_items_answered_total",
      help: "Items by what became of them: stored, duplicate, or the code of the refusal",
      type: "counter",
      values: processes.flatMap(({ name, sample: { stored, duplicate, refused } }) =>
        Object.entries({ stored, duplicate, ...Object.fromEntries(NackCode.options.map((code) => [code, refused[code] ?? 0])) }).map(
          ([outcome, value]) => ({ labels: { process: name, outcome }, value }),
        ),
      ),
    }),
    describedMetric({
      name: "fleetlight_ingest_items_in_flight",
      help: "Items that have no answer yet",
      type: "gauge",
      values: of(itemsInFlight),
    }),
    describedMetric({
      name: "fleetlight_ingest_item_sockets",
      help: "WebSockets of acknowledged ingest that are open",
      type: "gauge",
      values: of(({ sockets }) => sockets?.open),
    }),
    describedMetric({
      name: "fleetlight_ingest_item_buffer_bytes",
      help: "What of these sockets waits to be stored",
      type: "gauge",
      values: of(({ sockets }) => sockets?.bufferedBytes),
    }),
  ];
}
