/** A record as the router tells of it: with what it has from the airtable subgraph. */
export interface RecordReference {
  readonly id: string;
  /** Nobody is told it who may not read the record. */
  readonly createdTime?: unknown;
}
