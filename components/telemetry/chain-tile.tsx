"use client";
import type { Chain } from "#lib/telemetry/schema";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./chain-tile.module.css";
import { countWords, durationWords, heightWords, shortVersion } from "./node-words.ts";

interface ChainTileProps {
  chain: Chain;
  isChosen: boolean;
  onChoose: () => void;
}

/** So many blocks between the best and the final one are no worry. */
const ordinaryLag = 10;
const mostVersions = 3;

/** One chain at a glance; a press shows its nodes only. */
export function ChainTile({ chain, isChosen, onChoose }: ChainTileProps) {
  const { name, nodes, connected, validators, best, bestAt, finalized, finalityLag, blockTimeMs, versions } = chain;
  const others = versions.slice(mostVersions).reduce((sum, version) => sum + version.nodes, 0);
  return (
    <button type="button" className={css.tile} aria-pressed={isChosen} onClick={onChoose}>
      <span className={css.head}>
        <span className={css.name}>{name}</span>
        <span className={css.quiet}>
          {countWords(connected)} of {countWords(nodes)} {nodes === 1 ? "node" : "nodes"}
          {validators > 0 && `, ${countWords(validators)} ${validators === 1 ? "validator" : "validators"}`}
        </span>
      </span>
      <span className={css.height}>{heightWords(best)}</span>
      <span className={css.quiet}>
        {bestAt === null ? (
          "no block yet"
        ) : (
          <>
            best block, <RelativeTime at={bestAt} />
          </>
        )}
      </span>
      <span className={css.figures}>
        <span>
          <span className={css.label}>Block time</span> {durationWords(blockTimeMs)}
        </span>
        <span>
          <span className={css.label}>Finalized</span> {heightWords(finalized)}
        </span>
        <span>
          <span className={css.label}>Lag</span>{" "}
          {finalityLag === null ? "–" : <StatusMark tone={finalityLag > ordinaryLag ? "warn" : "ok"}>{countWords(finalityLag)}</StatusMark>}
        </span>
      </span>
      {versions.length > 0 && (
        <span className={css.versions}>
          {versions.slice(0, mostVersions).map(({ version, nodes: count }) => (
            <span key={version} title={version}>
              {shortVersion(version)} <b>{countWords(count)}</b>
            </span>
          ))}
          {others > 0 && (
            <span>
              others <b>{countWords(others)}</b>
            </span>
          )}
        </span>
      )}
    </button>
  );
}
