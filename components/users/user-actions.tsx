"use client";
import { IconDots, IconKey, IconLink, IconLogout, IconMail, IconPencil, IconUserCheck, IconUserOff } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { authKeys, createPasswordLink, disableUser, enableUser, removeUserSecondFactor, signOutUserEverywhere } from "#lib/auth/client";
import type { User } from "#lib/auth/schema";
import { mailPasswordLinkRequest } from "#lib/notifications/client";
import { Button, IconButton } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog/confirm-dialog.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { SecretDialog } from "../ui/dialog/secret-dialog.tsx";
import { Menu } from "../ui/menu.tsx";
import { notify } from "../ui/notify.ts";
import { UserForm } from "./user-form.tsx";

type Question = "disable" | "enable" | "sign-out" | "link" | "mail-link" | "second-factor";

/** What an admin does with an account. Each question says what it means for the person. */
export function UserActions({ user }: { user: User }) {
  const [open, setOpen] = useState<Question | "edit">();
  const [link, setLink] = useState<string>();
  const queryClient = useQueryClient();
  const close = () => setOpen(undefined);
  const done = (text: string) => {
    for (const queryKey of [authKeys.users, authKeys.audit]) void queryClient.invalidateQueries({ queryKey });
    notify({ tone: "ok", text });
  };
  const isDisabled = user.disabledAt !== null;
  const questions = questionsFor(user.email, { done, showLink: setLink }, user.id);
  return (
    <>
      <Button isSmall icon={<IconPencil aria-hidden="true" />} onClick={() => setOpen("edit")}>
        Edit
      </Button>
      <Menu
        label={`Actions for ${user.email}`}
        trigger={(props) => (
          <IconButton {...props} isSmall variant="default" label="More actions">
            <IconDots aria-hidden="true" />
          </IconButton>
        )}
        items={[
          { label: "Password link", icon: <IconLink aria-hidden="true" />, onSelect: () => setOpen("link") },
          { label: "Mail password link", icon: <IconMail aria-hidden="true" />, onSelect: () => setOpen("mail-link") },
          { label: "Sign out everywhere", icon: <IconLogout aria-hidden="true" />, onSelect: () => setOpen("sign-out") },
          ...(user.hasSecondFactor
            ? [{ label: "Remove second factor", icon: <IconKey aria-hidden="true" />, onSelect: () => setOpen("second-factor") }]
            : []),
          { kind: "separator" },
          isDisabled
            ? { label: "Enable account", icon: <IconUserCheck aria-hidden="true" />, onSelect: () => setOpen("enable") }
            : { label: "Disable account", icon: <IconUserOff aria-hidden="true" />, isDanger: true, onSelect: () => setOpen("disable") },
        ]}
      />
      <Modal isOpen={open === "edit"} onClose={close} title={`Edit ${user.email}`}>
        <UserForm
          user={user}
          onCancel={close}
          onDone={({ email }) => {
            close();
            done(`${email} saved`);
          }}
        />
      </Modal>
      {questions.map(({ kind, text, ...question }) => (
        <ConfirmDialog key={kind} isOpen={open === kind} onClose={close} {...question}>
          <p>{text}</p>
        </ConfirmDialog>
      ))}
      <SecretDialog
        isOpen={link !== undefined}
        onClose={() => setLink(undefined)}
        title={`Password link of ${user.email}`}
        secrets={link ? [{ name: "link", value: link }] : []}
      />
    </>
  );
}

interface After {
  done: (text: string) => void;
  showLink: (link: string) => void;
}

function questionsFor(email: string, { done, showLink }: After, id: string) {
  return [
    {
      kind: "disable",
      title: `Disable ${email}?`,
      text: "Within 10 s every session and socket of the account ends, and nodes stop serving it at their next fetch. Packages, usage and history stay. It can be enabled again.",
      confirmLabel: "Disable account",
      onConfirm: () => disableUser(id).then(() => done(`${email} is disabled`)),
      isDanger: true,
    },
    {
      kind: "enable",
      title: `Enable ${email}?`,
      text: "The account can sign in again, and nodes serve it at their next fetch if it has an active package.",
      confirmLabel: "Enable account",
      onConfirm: () => enableUser(id).then(() => done(`${email} is enabled`)),
      isDanger: false,
    },
    {
      kind: "sign-out",
      title: `Sign ${email} out everywhere?`,
      text: "Every session of the account ends within 10 s, on every device. The person can sign in again.",
      confirmLabel: "Sign out everywhere",
      onConfirm: () => signOutUserEverywhere(id).then(() => done(`${email} is signed out everywhere`)),
      isDanger: false,
    },
    {
      kind: "link",
      title: `Make a password link for ${email}?`,
      text: "Whoever opens the link can set a new password, once. Links made before stop working.",
      confirmLabel: "Make link",
      onConfirm: () => createPasswordLink(id).then(({ path }) => showLink(new URL(path, location.origin).href)),
      isDanger: false,
    },
    {
      kind: "mail-link",
      title: `Mail a password link to ${email}?`,
      text: "Whoever reads the mail can set a new password, once, within 24 h. Links made before stop working.",
      confirmLabel: "Mail link",
      onConfirm: () => mailPasswordLinkRequest(id).then(({ to }) => done(`The link is on its way to ${to}`)),
      isDanger: false,
    },
    {
      kind: "second-factor",
      title: `Remove the second factor of ${email}?`,
      text: "For somebody who lost the phone: from now on the password alone signs in, until the person sets up a new second factor.",
      confirmLabel: "Remove second factor",
      onConfirm: () => removeUserSecondFactor(id).then(() => done(`${email} has no second factor any more`)),
      isDanger: true,
    },
  ] as const;
}
