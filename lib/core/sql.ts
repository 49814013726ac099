import { Prisma } from "#generated/prisma/client";

/** A parameterised query: `text` with $1… and `values`. Understood by Prisma and by pg alike. */
export type Sql = Prisma.Sql;

/** Tagged template for SQL; every `${value}` becomes a parameter, never text. */
export const sql = Prisma.sql;
/** Joins fragments with commas (or another separator). */
export const joinSql = Prisma.join;
/** An empty fragment, for conditions that do not apply. */
export const emptySql = Prisma.empty;
