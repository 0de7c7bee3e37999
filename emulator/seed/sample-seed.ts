import { companiesTable } from "./sample/companies.ts";
import { contactsTable } from "./sample/contacts.ts";
import { dealsTable } from "./sample/deals.ts";
import { productPlanningBase } from "./sample/product-planning.ts";
import { stableId } from "./sample/random.ts";
import { sampleOwner, sampleUsers } from "./sample/sample-users.ts";
import { tasksTable } from "./sample/tasks.ts";
import { type Seed, scopes } from "./seed.ts";

/** The token of the sample seed: every scope, creator in both bases. Made up; it opens nothing but this emulator. */
export const sampleToken = `patSAMPLE00000000.${"5a3d1e".repeat(10)}0000`;

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
  return {
    users: [...sampleUsers],
    tokens: [
      {
        token: sampleToken,
        userId: sampleOwner.id,
        scopes: [...scopes],
        bases: [salesCrm, productPlanning].map(({ id }) => ({ id, permissionLevel: "create" })),
      },
    ],
    bases: [salesCrm, productPlanning],
  };
}
