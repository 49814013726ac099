import type { Context } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import { disableUser } from "#lib/auth/disable-user";
import { enableUser } from "#lib/auth/enable-user";
import { listUsers } from "#lib/auth/list-users";
import { Role } from "#lib/auth/permissions";
import { removeUserSecondFactor } from "#lib/auth/remove-user-second-factor";
import type { User } from "#lib/auth/schema";
import { signOutUser } from "#lib/auth/sign-out-user";
import { updateUser } from "#lib/auth/update-user";
import type { AdminCommand } from "./admin-command.ts";
import { choosePassword, passwordForm, passwordOptions, passwordWay } from "./choose-password.ts";
import { findUser } from "./find-user.ts";
import { passwordAnswer } from "./password-answer.ts";
import { userWords } from "./user-words.ts";

/** A command that changes one account and needs nothing but its name. */
function onUser(name: string, done: string, summary: string, change: (ctx: Context, input: { id: string }) => Promise<User>): AdminCommand {
  return {
    name,
    form: "<user>",
    summary,
    words: 1,
    options: {},
    prepare:
      ({ words: [who = ""] }) =>
      async (ctx) => {
        const user = await change(ctx, { id: (await findUser(ctx, who)).id });
        return { view: user, text: `${done} ${userWords(user)}` };
      },
  };
}

const createUserCommand: AdminCommand = {
  name: "create-user",
  form: `<e-mail> [--name text] [--role admin|user] ${passwordForm}`,
  summary: "makes an account; asks for its password, makes one, reads it from stdin, or makes a link to set it",
  words: 1,
  options: { name: { type: "string" }, role: { type: "string" }, ...passwordOptions },
  prepare(line) {
    const way = passwordWay(line);
    const role = Role.safeParse(line.text("role") ?? "user");
    if (!role.success) throw new Error(`--role ${line.text("role")}: admin or user`);
    return async (ctx) => {
      const password = way === "link" ? "" : await choosePassword(way);
      const name = line.text("name");
      const account = { email: line.words[0] ?? "", role: role.data, ...(name !== undefined && { name }) };
      const user = await createUser(ctx, { ...account, ...(way !== "link" && { password }) });
      return passwordAnswer(ctx, "Created", user, way, password);
    };
  },
};

const setPasswordCommand: AdminCommand = {
  name: "set-password",
  form: `<user> ${passwordForm}`,
  summary: "a new password; every session of the account ends",
  words: 1,
  options: passwordOptions,
  prepare(line) {
    const way = passwordWay(line);
    return async (ctx) => {
      const user = await findUser(ctx, line.words[0] ?? "");
      if (way === "link") return passwordAnswer(ctx, "Made a link for", user, way, "");
      const password = await choosePassword(way);
      return passwordAnswer(ctx, "Set the password of", await updateUser(ctx, { id: user.id, password }), way, password);
    };
  },
};

const listUsersCommand: AdminCommand = {
  name: "list-users",
  form: "[--query text]",
  summary: "the newest 500 accounts, or those whose e-mail or name contains the text",
  words: 0,
  options: { query: { type: "string" } },
  prepare: (line) => async (ctx) => {
    const { items } = await listUsers(ctx, { q: line.text("query"), limit: 500 });
    return { view: items, text: items.length === 0 ? "No account" : items.map(userWords).join("\n") };
  },
};

export const userCommands: readonly AdminCommand[] = [
  createUserCommand,
  setPasswordCommand,
  onUser("disable", "Disabled", "nobody can use the account any more; its sessions end within 10 s", disableUser),
  onUser("enable", "Enabled", "the account can sign in again", enableUser),
  onUser("sign-out", "Signed out", "ends every session of the account within 10 s", signOutUser),
  onUser("remove-second-factor", "Removed the second factor of", "for somebody who lost the phone", removeUserSecondFactor),
  listUsersCommand,
];
