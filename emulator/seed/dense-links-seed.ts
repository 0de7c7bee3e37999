import { boards, boardTable } from "./dense-links/board-tables.ts";
import { stableId } from "./sample/random.ts";
import { sampleWorkspace } from "./sample/sample-workspace.ts";
import type { Seed } from "./seed.ts";

/** The id of the base of `denseLinksSeed`. */
export const denseLinksBaseId = stableId("app", "Dense links");

/**
 * One base of 30 tables with 20 records each. Each table links to others, one or several, which link back; to itself, with an inverse
 * and without; and looks at linked records through lookups, rollups and counts. Ids and values are the same in every run.
 */
export function denseLinksSeed(): Seed {
  return sampleWorkspace([
    { id: denseLinksBaseId, name: "Dense links", tables: boards.map((_, index) => boardTable(index)) },
  ]);
}
