import type { Json, JsonObject } from "../json.ts";

type Entries = Record<string, Json>;

/** What a payload tells of the records of a table or view; parts in which nothing happened are left out. */
export class ToldRecords {
  readonly created: Entries = {};
  readonly changed: Entries = {};
  readonly destroyed: string[] = [];

  toJson(): JsonObject {
    return {
      ...unlessEmpty("createdRecordsById", this.created),
      ...unlessEmpty("changedRecordsById", this.changed),
      ...(this.destroyed.length === 0 ? {} : { destroyedRecordIds: this.destroyed }),
    };
  }
}

/** What a payload tells of one table (`changedTablesById` of reference 7). */
export class ToldTable {
  readonly records = new ToldRecords();
  readonly createdFields: Entries = {};
  readonly changedFields: Entries = {};
  readonly destroyedFields: string[] = [];
  metadata: JsonObject | null = null;
  readonly #views = new Map<string, ToldRecords>();

  view(id: string): ToldRecords {
    const told = this.#views.get(id) ?? new ToldRecords();
    this.#views.set(id, told);
    return told;
  }

  toJson(): JsonObject {
    const views = Object.fromEntries([...this.#views].map(([id, told]) => [id, told.toJson()]));
    return {
      ...this.records.toJson(),
      ...unlessEmpty("createdFieldsById", this.createdFields),
      ...unlessEmpty("changedFieldsById", this.changedFields),
      ...(this.destroyedFields.length === 0 ? {} : { destroyedFieldIds: this.destroyedFields }),
      ...(this.metadata === null ? {} : { changedMetadata: this.metadata }),
      ...unlessEmpty("changedViewsById", views),
    };
  }
}

/** What a payload tells of a base. */
export class ToldBase {
  readonly createdTables: Entries = {};
  readonly destroyedTables: string[] = [];
  readonly #tables = new Map<string, ToldTable>();

  table(id: string): ToldTable {
    const told = this.#tables.get(id) ?? new ToldTable();
    this.#tables.set(id, told);
    return told;
  }

  isEmpty(): boolean {
    return this.#tables.size === 0 && Object.keys(this.createdTables).length === 0 && this.destroyedTables.length === 0;
  }

  toJson(): JsonObject {
    const tables = Object.fromEntries([...this.#tables].map(([id, told]) => [id, told.toJson()]));
    return {
      ...unlessEmpty("changedTablesById", tables),
      ...unlessEmpty("createdTablesById", this.createdTables),
      ...(this.destroyedTables.length === 0 ? {} : { destroyedTableIds: this.destroyedTables }),
    };
  }
}

function unlessEmpty(key: string, entries: Entries): JsonObject {
  return Object.keys(entries).length === 0 ? {} : { [key]: entries };
}
