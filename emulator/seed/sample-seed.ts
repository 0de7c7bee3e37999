import { companiesTable } from "./sample/companies.ts";
import { contactsTable } from "./sample/contacts.ts";
import { dealsTable } from "./sample/deals.ts";
import { productPlanningBase } from "./sample/product-planning.ts";
import { stableId } from "./sample/random.ts";
import { sampleWorkspace } from "./sample/sample-workspace.ts";
import { tasksTable } from "./sample/tasks.ts";
import type { Seed } from "./seed.ts";

export { sampleToken } from "./sample/sample-workspace.ts";

/** The id of the base `Sales CRM`. */
export const salesCrmBaseId = stableId("app", "Sales CRM");

/**
 * The sample workspace: `Sales CRM` with 2,000 records in Companies (200), Contacts (600), Deals (700) and Tasks (500),
 * and the small `Product Planning`. Ids and values are the same in every run.
 */
export function sampleSeed(): Seed {
  const productPlanning = productPlanningBase();
  const salesCrm = {
    id: salesCrmBaseId,
    name: "Sales CRM",
    tables: [companiesTable(), contactsTable(), dealsTable(), tasksTable()],
  };
  return sampleWorkspace([salesCrm, productPlanning]);
}
