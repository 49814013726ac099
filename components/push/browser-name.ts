/** The first that fits: others call themselves these names too. */
const browsers: readonly (readonly [name: string, mark: RegExp])[] = [
  ["Edge", /\bEdg(?:A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];
const systems: readonly (readonly [name: string, mark: RegExp])[] = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMacintosh\b/],
  ["Linux", /\bLinux\b/],
];

/** What people call a browser, by its user agent: `Firefox on Linux`. */
export function browserName(userAgent: string): string {
  const nameIn = (list: typeof browsers) => list.find(([, mark]) => mark.test(userAgent))?.[0];
  return `${nameIn(browsers) ?? "Browser"} on ${nameIn(systems) ?? "an unknown system"}`;
}
