/** Rows that come at once; the page on the server asks for as many. */
export const alertsPageSize = 50;
