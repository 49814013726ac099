/** Rules that the page asks for at once. */
export const rulesPageSize = 100;
