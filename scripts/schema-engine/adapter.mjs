import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import Result from "pg/lib/result.js";

/** PostgreSQL's catalogue has columns of the type "char" (18), which the adapter does not know; bpchar (1042) reads the same. */
export function readCatalogueChars() {
  const addFields = Result.prototype.addFields;
  Result.prototype.addFields = function (fields) {
    for (const field of fields) if (field.dataTypeID === 18) field.dataTypeID = 1042;
    return addFields.call(this, fields);
  };
}

/** A script may have many statements, which only the simple protocol takes. */
function withScripts(connection) {
  connection.executeScript = async (script) => void (await connection.client.query(script));
  return connection;
}

/** Prisma's adapter for migrations: scripts, and a shadow database that is gone afterwards. */
export class MigrationAdapter extends PrismaPg {
  #config;

  constructor(config) {
    super(config);
    this.#config = config;
  }

  async connect() {
    return withScripts(await super.connect());
  }

  async connectToShadowDb() {
    const admin = await this.connect();
    const database = `prisma_migrate_shadow_${crypto.randomUUID().replaceAll("-", "")}`;
    await admin.executeScript(`create database ${pg.escapeIdentifier(database)}`);
    const shadow = withScripts(await new PrismaPg({ ...this.#config, database }).connect());
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`);
      await admin.dispose();
    };
    return shadow;
  }
}

/** Prisma's URL as pg's options; without a URL an address that is never used. */
export function configOf(text) {
  const url = new URL(text ?? "postgresql://nobody@127.0.0.1:1/none");
  const schema = url.searchParams.get("schema");
  return {
    host: url.searchParams.get("host") ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password) || undefined,
    database: decodeURIComponent(url.pathname.slice(1)),
    max: 4,
    ...(schema ? { options: `-c search_path=${schema}` } : {}),
  };
}
