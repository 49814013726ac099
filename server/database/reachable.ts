import { statSync } from "node:fs";
import path from "node:path";

/** A system user that a process may run as. */
export interface SystemUser {
  uid: number;
  gid: number;
}

/** Whether `user` may walk to `target`: every folder above it (and itself, when it is one) lets the user in. */
export function canReach(target: string, user: SystemUser): boolean {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    if (!mayEnter(folder, user)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

function mayEnter(file: string, user: SystemUser): boolean {
  const { mode, uid, gid } = statSync(file);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
