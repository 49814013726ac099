const maxBytes = 1_000_000;

/** A chosen file as text, or why it is none that can be sent. */
export async function readTextFile(file: Blob): Promise<{ text: string; error?: string }> {
  if (file.size > maxBytes) return { text: "", error: "The file is larger than 1 MB; divide it, each part with the header" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { text: "", error: "The file is not UTF-8. In a spreadsheet, save it as “CSV UTF-8”." };
  }
}
