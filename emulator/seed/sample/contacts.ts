import type { TableSeed } from "../seed.ts";
import { companyDomain, companyIds } from "./companies.ts";
import { fieldId, fieldRecipes } from "./field-recipes.ts";
import { randomFor, stableId } from "./random.ts";
import { createdAt, dayAfter, hoursAfter } from "./sample-moments.ts";
import { channels, firstNames, lastNames, titles } from "./words.ts";

const field = fieldRecipes("Contacts");
const count = 600;

export const contactIds = Array.from({ length: count }, (_, index) => stableId("rec", `Contacts ${index}`));

/** The place in `companyIds` of a contact's company. */
function companyOfContact(index: number): number {
  return index % companyIds.length;
}

function contactName(index: number): { readonly first: string; readonly last: string } {
  const random = randomFor(`contact name ${index}`);
  return { first: random.pick(firstNames), last: random.pick(lastNames) };
}

/** The full name of the contact at a place in `contactIds`. */
export function fullName(index: number): string {
  const { first, last } = contactName(index);
  return `${first} ${last}`;
}

/** The table Contacts of the sample CRM. */
export function contactsTable(): TableSeed {
  return {
    id: stableId("tbl", "Contacts"),
    name: "Contacts",
    description: "People at the companies.",
    primaryFieldId: fieldId("Contacts", "Name"),
    fields: [
      field.plain("Name", "singleLineText"),
      field.plain("Email", "email"),
      field.plain("Phone", "phoneNumber"),
      field.plain("Title", "singleLineText"),
      field.link("Company", "Companies", "Contacts", true),
      field.link("Deals", "Deals", "Contacts", false),
      field.link("Tasks", "Tasks", "Assigned contact", false),
      field.select("Preferred channel", "singleSelect", channels),
      field.checkbox("Newsletter"),
      field.date("Last contacted"),
      field.plain("Profile", "url"),
      field.plain("Notes", "richText"),
      field.lookup("Company industry", "Company", "Companies", "Industry"),
      field.createdTime("Created"),
      field.lastModifiedTime("Last modified"),
    ],
    views: [
      { id: stableId("viw", "Contacts.All contacts"), name: "All contacts" },
      {
        id: stableId("viw", "Contacts.Newsletter"),
        name: "Newsletter",
        filterByFormula: "{Newsletter}",
        sort: [{ field: "Name" }],
      },
    ],
    records: contactIds.map(contactRecord),
  };
}

function contactRecord(id: string, index: number) {
  const random = randomFor(`contact ${index}`);
  const createdTime = createdAt(index, count);
  const { first, last } = contactName(index);
  const company = companyOfContact(index);
  const mailbox = `${first}.${last}`.toLowerCase();
  return {
    id,
    createdTime,
    lastModifiedTime: hoursAfter(createdTime, random.between(1, 3_000)),
    fields: {
      Name: `${first} ${last}`,
      Email: `${mailbox}@${companyDomain(company)}`,
      ...(random.chance(80) ? { Phone: `+1 555 0${100 + (index % 100)} ${2000 + index}` } : {}),
      Title: random.pick(titles),
      Company: [companyIds[company]],
      "Preferred channel": random.pick(channels),
      Newsletter: random.chance(40),
      ...(random.chance(70) ? { "Last contacted": dayAfter(createdTime, random.between(1, 400)) } : {}),
      Profile: `https://people.example/${mailbox}-${index}`,
      ...(random.chance(30)
        ? {
            Notes: `Met at a trade fair.\n\n- prefers **mornings**\n- speaks ${random.pick(["English", "French", "German"])}\n`,
          }
        : {}),
    },
  };
}
