import type { TableSeed } from "../seed.ts";
import { companyIds, companyName } from "./companies.ts";
import { contactIds } from "./contacts.ts";
import { dollars, fieldId, fieldRecipes } from "./field-recipes.ts";
import { type Random, randomFor, stableId } from "./random.ts";
import { sampleDocument } from "./sample-files.ts";
import { createdAt, dayAfter, hoursAfter } from "./sample-moments.ts";
import { sampleUsers, someUser } from "./sample-users.ts";
import { dealKinds, nextSteps, products, stages } from "./words.ts";

const field = fieldRecipes("Deals");
const count = 700;

export const dealIds = Array.from({ length: count }, (_, index) => stableId("rec", `Deals ${index}`));

/** How likely a deal of a stage is, as a fraction. */
const probabilities: Readonly<Record<string, number>> = {
  Lead: 0.1,
  Qualified: 0.25,
  Proposal: 0.5,
  Negotiation: 0.75,
  Won: 1,
  Lost: 0,
};

/** The place in `companyIds` of a deal's company. */
export function companyOfDeal(index: number): number {
  return randomFor(`deal company ${index}`).below(companyIds.length);
}

/** The table Deals of the sample CRM. */
export function dealsTable(): TableSeed {
  return {
    id: stableId("tbl", "Deals"),
    name: "Deals",
    description: "What we are trying to sell, and to whom.",
    primaryFieldId: fieldId("Deals", "Name"),
    fields: [
      field.plain("Name", "singleLineText"),
      field.plain("Number", "autoNumber"),
      field.link("Company", "Companies", "Deals", true),
      field.link("Contacts", "Contacts", "Deals", false),
      field.link("Tasks", "Tasks", "Deal", false),
      field.select("Stage", "singleSelect", stages),
      field.currency("Amount"),
      field.percent("Probability"),
      {
        id: fieldId("Deals", "Weighted amount"),
        name: "Weighted amount",
        type: "formula",
        options: { formula: "{Amount}*{Probability}", result: { type: "currency", options: dollars } },
      },
      {
        id: fieldId("Deals", "Status"),
        name: "Status",
        type: "formula",
        options: {
          formula: "IF(OR({Stage}='Won', {Stage}='Lost'), 'Closed', 'Open')",
          result: { type: "singleLineText" },
        },
      },
      field.date("Close date"),
      field.select("Products", "multipleSelects", products),
      field.rating("Fit"),
      field.plain("Next step", "singleLineText"),
      field.plain("Description", "multilineText"),
      field.attachments("Documents"),
      field.plain("Owner", "singleCollaborator"),
      field.lookup("Company industry", "Company", "Companies", "Industry"),
      field.count("Task count", "Tasks"),
      field.createdTime("Created"),
      field.plain("Created by", "createdBy"),
      field.lastModifiedTime("Last modified"),
    ],
    views: [
      { id: stableId("viw", "Deals.All deals"), name: "All deals" },
      {
        id: stableId("viw", "Deals.Open deals"),
        name: "Open deals",
        filterByFormula: "{Status}='Open'",
        sort: [{ field: "Close date" }, { field: "Amount", direction: "desc" }],
      },
      { id: stableId("viw", "Deals.Pipeline"), name: "Pipeline", type: "kanban" },
    ],
    records: dealIds.map(dealRecord),
  };
}

function dealRecord(id: string, index: number) {
  const random = randomFor(`deal ${index}`);
  const createdTime = createdAt(index, count);
  const company = companyOfDeal(index);
  const stage = random.pick(stages);
  return {
    id,
    createdTime,
    createdBy: random.pick(sampleUsers).id,
    lastModifiedTime: hoursAfter(createdTime, random.between(1, 1_500)),
    fields: {
      Name: `${companyName(company)} ${random.pick(dealKinds)} ${createdTime.slice(0, 4)}`,
      Company: [companyIds[company]],
      Contacts: contactsOf(company, random),
      Stage: stage,
      Amount: random.between(4, 900) * 250,
      Probability: probabilities[stage] ?? 0,
      ...(random.chance(90) ? { "Close date": dayAfter(createdTime, random.between(20, 300)) } : {}),
      Products: random.some(products, 3),
      Fit: random.below(6),
      ...(random.chance(75) ? { "Next step": random.pick(nextSteps) } : {}),
      ...(random.chance(50)
        ? { Description: `${companyName(company)} asked for an offer.\nDecision by the board.` }
        : {}),
      Documents: random.chance(15)
        ? [sampleDocument(`document ${index}`, index % 2 === 0 ? "offer.txt" : "prices.csv")]
        : [],
      Owner: someUser(random),
    },
  };
}

/** Contacts of the deal's company: `companyOfContact` puts every 200th contact there. */
function contactsOf(company: number, random: Random): string[] {
  const ids = contactIds.filter((_, index) => index % companyIds.length === company);
  return random.some(ids, 2);
}
