import { thingFields, things } from "./every-field/thing-fields.ts";
import { thingIds, thingRecord } from "./every-field/thing-records.ts";
import { fieldId } from "./sample/field-recipes.ts";
import { stableId } from "./sample/random.ts";
import { sampleWorkspace } from "./sample/sample-workspace.ts";
import type { Seed } from "./seed.ts";

/** The id of the base of `everyFieldSeed`. */
export const everyFieldBaseId = stableId("app", "Every field");

/**
 * One base with one table of 260 records, which has every type of field there is (reference 9), links to itself only, and in
 * computed cells the errors and special values of reference 9.1. Ids and values are the same in every run.
 */
export function everyFieldSeed(): Seed {
  return sampleWorkspace([
    {
      id: everyFieldBaseId,
      name: "Every field",
      tables: [
        {
          id: stableId("tbl", things),
          name: things,
          description: "One of each.",
          primaryFieldId: fieldId(things, "Name"),
          fields: thingFields,
          views: [
            { id: stableId("viw", `${things}.All`), name: "All" },
            {
              id: stableId("viw", `${things}.Cheap`),
              name: "Cheap",
              filterByFormula: "{Is cheap}",
              sort: [{ field: "Price" }, { field: "Name", direction: "desc" }],
            },
          ],
          records: thingIds.map(thingRecord),
        },
      ],
    },
  ]);
}
