"use client";
import { IconFilter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { nodeServersQuery } from "#lib/fleet/client";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";

/** Which server's nodes are shown; null shows all. */
export function ServerFilter({ value, onChange }: { value: number | null; onChange: (id: number | null) => void }) {
  const servers = useQuery(nodeServersQuery({ limit: 500 })).data?.items ?? [];
  const chosen = servers.find(({ id }) => id === value);
  return (
    <Menu
      label="Server"
      align="start"
      trigger={(props) => (
        <Button {...props} isSmall icon={<IconFilter aria-hidden="true" />}>
          {value === null ? "All servers" : (chosen?.name ?? `Server ${value}`)}
        </Button>
      )}
      items={[
        { kind: "choice", label: "All servers", isChosen: value === null, onSelect: () => onChange(null) },
        ...servers.map(({ id, name }) => ({ kind: "choice" as const, label: name, isChosen: id === value, onSelect: () => onChange(id) })),
      ]}
    />
  );
}
