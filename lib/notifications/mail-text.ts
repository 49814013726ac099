/** A mail's words, as text and as simple HTML. */
export interface MailText {
  subject: string;
  text: string;
  html: string;
}

interface Letter {
  subject: string;
  /** One short sentence each; foreign text may stand in them. */
  paragraphs: readonly string[];
  /** `[name, value]`, as a small table. */
  facts?: readonly (readonly [string, string])[];
  link?: { label: string; url: string } | undefined;
}

/** Puts a letter into both forms. Everything is escaped: a package may be called `<script>`. */
export function mailText({ subject, paragraphs, facts = [], link }: Letter): MailText {
  const text = [
    ...paragraphs,
    ...(facts.length > 0 ? [facts.map(([name, value]) => `${name}: ${value}`).join("\n")] : []),
    ...(link ? [`${link.label}: ${link.url}`] : []),
  ].join("\n\n");
  const cell = "padding:4px 16px 4px 0;vertical-align:top";
  const rows = facts.map(
    ([name, value]) => `<tr><td style="${cell};color:#555">${escaped(name)}</td><td style="${cell}">${escaped(value)}</td></tr>`,
  );
  const html = [
    `<div style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;max-width:36em">`,
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...(rows.length > 0 ? [`<table style="border-collapse:collapse">${rows.join("")}</table>`] : []),
    ...(link ? [`<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`] : []),
    "</div>",
  ].join("\n");
  // A line break in a subject would begin another header.
  return { subject: subject.replaceAll(/\s+/g, " ").trim(), text: `${text}\n`, html };
}

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => entities[char] ?? char);
}
