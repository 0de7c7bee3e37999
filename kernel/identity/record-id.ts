import { z } from "zod";

/** A record's id in the supergraph: Airtable's ids of its base, its table and itself. */
export const recordId = z
  .string()
  .regex(/^app[0-9A-Za-z]{14}\/tbl[0-9A-Za-z]{14}\/rec[0-9A-Za-z]{14}$/, "must be a record's id, app…/tbl…/rec…");
