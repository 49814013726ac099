/** Series that the page of packages loads at a time. */
export const packagesPageSize = 100;
