"use client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { LiveNote } from "./live-note.tsx";
import css from "./log-explorer.module.css";
import { LogLines } from "./log-lines.tsx";
import { mostLines } from "./tail-lines.ts";
import { useLogTail } from "./use-log-tail.ts";

/** A socket of the feed takes so many subscriptions. */
const mostTypes = 100;

/** What comes, as it comes; the newest stand above. */
export function LogTail({ peerId, types }: { peerId: string; types: readonly string[] }) {
  const followed = types.slice(0, mostTypes);
  const { lines, state, error } = useLogTail(peerId, followed, followed.length > 0);
  return (
    <>
      <div className={css.toolbar}>
        <span>
          The last {mostLines} at most{types.length > mostTypes && `, of the ${mostTypes} most frequent types`}
        </span>
        <LiveNote state={state} />
      </div>
      {error && <Notice tone="warn">{error}</Notice>}
      {lines.length > 0 ? (
        <LogLines lines={lines} />
      ) : (
        <EmptyState kind="nothing_yet" title="Nothing came yet">
          New messages appear here as soon as they are stored.
        </EmptyState>
      )}
    </>
  );
}
