import { z } from "zod";
import { maximumPageSize } from "./upstream/airtable-client.ts";

const outOfRange = `must be 1 to ${maximumPageSize}`;

/** The argument `first` of every list of records. */
export const pageSize = z.number().int().min(1, outOfRange).max(maximumPageSize, outOfRange);
