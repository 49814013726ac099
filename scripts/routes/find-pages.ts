import path from "node:path";
import { pathOfFolder } from "./path-of-folder.ts";
import { walk } from "./walk.ts";

/** Who may open a page, by the group folder it lies in. */
export type Area = "public" | "signed-in" | "admin";

export interface FoundPage {
  path: string;
  file: string;
  area: Area;
}

export async function findPages(root: string): Promise<FoundPage[]> {
  const files = await walk(root, /^page\.tsx$/);
  return files.map((file) => ({ path: pathOfFolder(root, path.dirname(file)), file, area: areaOf(file) }));
}

function areaOf(file: string): Area {
  if (file.includes("/(admin)/")) return "admin";
  if (file.includes("/(user)/")) return "signed-in";
  return "public";
}
