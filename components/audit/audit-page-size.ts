/** Rows that come at once; the page on the server asks for as many. */
export const auditPageSize = 50;
