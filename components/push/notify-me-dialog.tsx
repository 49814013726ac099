"use client";
import Link from "next/link";
import { Modal } from "../ui/dialog/modal.tsx";
import { BrowserNotifications } from "./browser-notifications.tsx";

/** How this browser tells of alerts. */
export function NotifyMeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title="Alerts in this browser">
      <BrowserNotifications />
      <p>
        Other browsers of yours, and who else is told: <Link href="/admin/channels">Channels</Link>
      </p>
    </Modal>
  );
}
