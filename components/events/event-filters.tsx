"use client";
import { IconUserSearch, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ListBillingEventsInput } from "#lib/package-queue/schema";
import { UserPicker } from "../package-queue/user-picker.tsx";
import { Button } from "../ui/button.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { useEventsParams } from "./use-events-params.ts";

const states = [
  { value: "all", label: "All" },
  { value: "queued", label: "Queued" },
  { value: "done", label: "Done" },
  { value: "dead", label: "Dead" },
] as const;
const types = [
  { value: "all", label: "All" },
  { value: "UserUsageBillingEvent", label: "Traffic" },
  { value: "PackageExpiringEvent", label: "Expiry" },
] as const;

/** What the list of events is narrowed to, from the URL; empty shows all. */
export function useEventFilter(): Pick<ListBillingEventsInput, "state" | "type" | "userId"> {
  const [{ state, type, user }] = useEventsParams();
  return { ...(state && { state }), ...(type && { type }), ...(user && { userId: user }) };
}

/** `userEmail` of the user that is chosen, where it is known; `canPick`: whether the person may look for users. */
export function EventFilters({ userEmail, canPick }: { userEmail: string | undefined; canPick: boolean }) {
  const [{ state, type, user }, setParams] = useEventsParams();
  const [isPicking, setPicking] = useState(false);
  return (
    <>
      <Segmented
        label="State"
        options={states}
        value={state ?? "all"}
        onChange={(value) => void setParams({ state: value === "all" ? null : value })}
      />
      <Segmented
        label="Event"
        options={types}
        value={type ?? "all"}
        onChange={(value) => void setParams({ type: value === "all" ? null : value })}
      />
      {user ? (
        <Button isSmall icon={<IconX aria-hidden="true" />} title="Show all users" onClick={() => void setParams({ user: null })}>
          {userEmail ?? "one user"}
          <span className="fl-sr-only">, show all users</span>
        </Button>
      ) : (
        canPick && (
          <Button isSmall icon={<IconUserSearch aria-hidden="true" />} onClick={() => setPicking(true)}>
            User
          </Button>
        )
      )}
      <Modal isOpen={isPicking} onClose={() => setPicking(false)} title="Events of which user?">
        <UserPicker
          onPick={({ id }) => {
            setPicking(false);
            void setParams({ user: id });
          }}
        />
      </Modal>
    </>
  );
}
