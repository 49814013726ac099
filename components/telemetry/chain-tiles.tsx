"use client";
import { useQuery } from "@tanstack/react-query";
import { telemetryChainsQuery } from "#lib/telemetry/client";
import { Grid } from "../ui/layout.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ChainTile } from "./chain-tile.tsx";

interface ChainTilesProps {
  chosen: string | null;
  onChoose: (chainKey: string | null) => void;
}

/** Every chain that nodes are on, the largest first. A second press shows all nodes again. */
export function ChainTiles({ chosen, onChoose }: ChainTilesProps) {
  const query = useQuery(telemetryChainsQuery());
  return (
    <QueryState query={query} what="the chains" skeleton={<Skeleton height="11rem" />}>
      {({ items }) =>
        items.length > 0 && (
          <Grid columns={Math.min(4, Math.max(2, items.length))} isSingleOnPhone>
            {items.map((chain) => (
              <ChainTile
                key={chain.chainKey}
                chain={chain}
                isChosen={chain.chainKey === chosen}
                onChoose={() => onChoose(chain.chainKey === chosen ? null : chain.chainKey)}
              />
            ))}
          </Grid>
        )
      }
    </QueryState>
  );
}
