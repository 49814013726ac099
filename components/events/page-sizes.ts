/** Rows that come at once; the page on the server asks for as many. */
export const eventsPageSize = 50;
export const deliveriesPageSize = 25;
