/** The interface's language. One for server and browser, so that both write a number or a date the same way. */
export const locale = "en-GB";
