import type { User } from "#lib/auth/schema";
import { Facts } from "../admin/facts.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Tag } from "../ui/tag.tsx";
import { AccountMark } from "./user-columns.tsx";

/** What an account is, with the ids that nodes and scripts know it by. */
export function UserFacts({ user }: { user: User }) {
  return (
    <Facts
      items={[
        ["Account", <AccountMark key="account" user={user} />],
        ["Name", user.name || "–"],
        [
          "Role",
          <Tag key="role" isAccent={user.role === "admin"}>
            {user.role}
          </Tag>,
        ],
        ["Uid", <CopyId key="uid" id={user.uid} what="uid" />],
        ["Uuid, a credential of nodes", <CopyId key="uuid" id={user.uuid} what="uuid" />],
        ["Id", <CopyId key="id" id={user.id} />],
        ["Second factor", user.hasSecondFactor ? "on" : "off"],
        ["Last sign-in", <RelativeTime key="signIn" at={user.lastSignInAt} />],
        ["Created", <ExactTime key="created" at={user.createdAt} />],
        ...(user.disabledAt ? ([["Disabled", <ExactTime key="disabled" at={user.disabledAt} />]] as const) : []),
      ]}
    />
  );
}
