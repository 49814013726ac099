"use client";
import { useTimeZone } from "../providers/time-zone.tsx";
import css from "./chart.module.css";
import type { ChartData } from "./chart-data.ts";
import { bucketTitle } from "./time-ticks.ts";

/** The chart as a table of record, newest first; the exact number on hover. */
export function ChartTable({ data, label }: { data: ChartData; label: string }) {
  const { zone } = useTimeZone();
  return (
    // Scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={css.tableBox} aria-label={`${label}, as a table`} tabIndex={0}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {data.series.map(({ key, label: name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.buckets
            .map((bucket, index) => (
              <tr key={bucket.fromMs}>
                <th scope="row">{bucketTitle(bucket, zone)}</th>
                {data.series.map(({ key, values, words }) => (
                  <td key={key} title={words(index).exact}>
                    {values[index] === null ? "–" : words(index).short}
                  </td>
                ))}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </section>
  );
}
