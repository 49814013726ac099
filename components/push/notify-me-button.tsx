"use client";
import { IconBellPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";

const NotifyMeDialog = lazyDialog(
  () => import("./notify-me-dialog.tsx").then((module) => module.NotifyMeDialog),
  ({ isOpen }) => isOpen,
);

/** Of `/admin/alerts`: asks how this browser is to tell of alerts. */
export function NotifyMeButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<IconBellPlus aria-hidden="true" />} onClick={() => setOpen(true)}>
        Notify me…
      </Button>
      <NotifyMeDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}
