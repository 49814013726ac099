/** Where the chosen theme is kept in this browser, and the attribute of the document that the tokens hang on. */
export const colorSchemeKey = "fleetlight.color-scheme";
export const colorSchemeAttribute = "data-color-scheme";

/**
 * Runs before the first paint, so that a dark page never flashes white. Kept as text, because it must stand in the
 * document itself with the answer's nonce. Storage may be forbidden; then the system decides.
 */
export const colorSchemeScript = `let c;try{c=localStorage.getItem("${colorSchemeKey}")}catch{}document.documentElement.setAttribute("${colorSchemeAttribute}",c==="light"||c==="dark"?c:matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light")`;
