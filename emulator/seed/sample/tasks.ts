import type { TableSeed } from "../seed.ts";
import { companyIds } from "./companies.ts";
import { contactIds, fullName } from "./contacts.ts";
import { companyOfDeal, dealIds } from "./deals.ts";
import { fieldId, fieldRecipes } from "./field-recipes.ts";
import { randomFor, stableId } from "./random.ts";
import { createdAt, hoursAfter } from "./sample-moments.ts";
import { someUser } from "./sample-users.ts";
import { priorities, taskVerbs } from "./words.ts";

const field = fieldRecipes("Tasks");
const count = 500;

/** The table Tasks of the sample CRM. */
export function tasksTable(): TableSeed {
  return {
    id: stableId("tbl", "Tasks"),
    name: "Tasks",
    description: "What is to be done for a deal.",
    primaryFieldId: fieldId("Tasks", "Name"),
    fields: [
      field.plain("Name", "singleLineText"),
      field.plain("Number", "autoNumber"),
      field.link("Deal", "Deals", "Tasks", true),
      field.link("Assigned contact", "Contacts", "Tasks", true),
      field.plain("Assignee", "singleCollaborator"),
      field.select("Priority", "singleSelect", priorities),
      field.dateTime("Due"),
      field.duration("Effort"),
      field.checkbox("Done"),
      field.plain("Notes", "multilineText"),
      field.lookup("Deal stage", "Deal", "Deals", "Stage"),
      field.createdTime("Created"),
      field.lastModifiedTime("Last modified"),
    ],
    views: [
      { id: stableId("viw", "Tasks.All tasks"), name: "All tasks" },
      {
        id: stableId("viw", "Tasks.To do"),
        name: "To do",
        filterByFormula: "NOT({Done})",
        sort: [{ field: "Priority", direction: "desc" }, { field: "Due" }],
      },
    ],
    records: Array.from({ length: count }, (_, index) => taskRecord(index)),
  };
}

function taskRecord(index: number) {
  const random = randomFor(`task ${index}`);
  const createdTime = createdAt(index, count);
  const deal = random.below(dealIds.length);
  // One of the contacts of the deal's company.
  const contact = companyOfDeal(deal) + companyIds.length * random.below(contactIds.length / companyIds.length);
  return {
    id: stableId("rec", `Tasks ${index}`),
    createdTime,
    lastModifiedTime: hoursAfter(createdTime, random.between(1, 700)),
    fields: {
      Name: `${random.pick(taskVerbs)} ${fullName(contact)}`,
      Deal: [dealIds[deal]],
      ...(random.chance(80) ? { "Assigned contact": [contactIds[contact]] } : {}),
      Assignee: someUser(random),
      Priority: random.pick(priorities),
      ...(random.chance(85) ? { Due: hoursAfter(createdTime, random.between(24, 1_000)) } : {}),
      Effort: random.between(1, 16) * 900,
      Done: random.chance(45),
      ...(random.chance(35) ? { Notes: "Bring the figures of last quarter." } : {}),
    },
  };
}
