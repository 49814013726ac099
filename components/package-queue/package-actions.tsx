"use client";
import { IconArchive, IconArchiveOff, IconCrown, IconDots, IconList, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { makeMasterPackageRequest, packagesQuery, retirePackageRequest, unretirePackageRequest } from "#lib/package-queue/client";
import type { Package } from "#lib/package-queue/schema";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Menu } from "../ui/menu.tsx";
import { DeletePackageDialog } from "./delete-package-dialog.tsx";
import { NewVersionDialog } from "./new-version-dialog.tsx";
import { itemsWords } from "./package-words.ts";
import { RenamePackageDialog } from "./rename-package-dialog.tsx";
import { usePackageDone } from "./use-package-done.ts";

type Open = "new-version" | "rename" | "retire" | "unretire" | "make-master" | "delete";

/** What an operator does with one version. Each question says what it means for buyers. */
export function PackageActions({ sold, onOpen }: { sold: Package; onOpen: (id: string | null) => void }) {
  const [open, setOpen] = useState<Open>();
  const done = usePackageDone();
  const master = useQuery(packagesQuery({ series: sold.series, limit: 500 })).data?.items.find(({ isMaster }) => isMaster) ?? sold;
  const close = () => setOpen(undefined);
  return (
    <>
      <Button isSmall icon={<IconPlus aria-hidden="true" />} onClick={() => setOpen("new-version")}>
        New version
      </Button>
      <Menu
        label={`Actions for ${sold.name}`}
        trigger={(props) => (
          <IconButton {...props} isSmall variant="default" label="More actions">
            <IconDots aria-hidden="true" />
          </IconButton>
        )}
        items={[
          {
            kind: "link",
            label: "Show who has it",
            icon: <IconList aria-hidden="true" />,
            href: `/admin/package-queue?series=${sold.series}`,
          },
          { label: "Rename", icon: <IconPencil aria-hidden="true" />, onSelect: () => setOpen("rename") },
          ...(sold.isMaster
            ? []
            : [{ label: "Make master", icon: <IconCrown aria-hidden="true" />, onSelect: () => setOpen("make-master") } as const]),
          sold.retiredAt
            ? { label: "Sell again", icon: <IconArchiveOff aria-hidden="true" />, onSelect: () => setOpen("unretire") }
            : { label: "Retire", icon: <IconArchive aria-hidden="true" />, onSelect: () => setOpen("retire") },
          { kind: "separator" },
          { label: "Delete", icon: <IconTrash aria-hidden="true" />, isDanger: true, onSelect: () => setOpen("delete") },
        ]}
      />
      <NewVersionDialog
        isOpen={open === "new-version"}
        onClose={close}
        master={master}
        onCreated={({ id }) => {
          close();
          onOpen(id);
        }}
      />
      <RenamePackageDialog isOpen={open === "rename"} onClose={close} sold={sold} />
      {questionsAbout(sold, master, done).map(({ kind, text, ...question }) => (
        <ConfirmDialog key={kind} isOpen={open === kind} onClose={close} {...question}>
          <p>{text}</p>
        </ConfirmDialog>
      ))}
      <DeletePackageDialog
        isOpen={open === "delete"}
        onClose={close}
        sold={sold}
        onDeleted={() => {
          close();
          onOpen(null);
        }}
        onRetire={() => setOpen("retire")}
      />
    </>
  );
}

function questionsAbout(sold: Package, master: Package, done: (text: string) => void) {
  const { id, name, version, items } = sold;
  const running = items.active + items.inQueue;
  return [
    {
      kind: "retire",
      title: `Retire ${name}, version ${version}?`,
      text: [
        sold.isMaster
          ? "Nobody can buy it any more, neither by its id nor by its series, until another version is made master or this one is sold again."
          : "Nobody can buy this version any more. The series goes on with its master.",
        running > 0 ? `What was bought goes on: ${items.active} active, ${items.inQueue} waiting.` : "Nobody has it now.",
      ].join(" "),
      confirmLabel: "Retire package",
      onConfirm: () => retirePackageRequest(id).then(() => done(`${name}, version ${version}, is retired`)),
      isDanger: true,
    },
    {
      kind: "unretire",
      title: `Sell ${name}, version ${version}, again?`,
      text: sold.isMaster ? "It can be bought by its series and by its id at once." : "It can be bought by its id at once.",
      confirmLabel: "Sell again",
      onConfirm: () => unretirePackageRequest(id).then(() => done(`${name}, version ${version}, is on sale again`)),
      isDanger: false,
    },
    {
      kind: "make-master",
      title: `Make version ${version} the master?`,
      text: `Whoever buys the series gets version ${version} from now on instead of version ${master.version}. ${itemsWords(running)} of this version and all others keep their terms.`,
      confirmLabel: "Make master",
      onConfirm: () => makeMasterPackageRequest(id).then(() => done(`Version ${version} of ${name} is the master`)),
      isDanger: false,
    },
  ] as const;
}
