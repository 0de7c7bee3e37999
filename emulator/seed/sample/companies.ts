import type { TableSeed } from "../seed.ts";
import { fieldId, fieldRecipes } from "./field-recipes.ts";
import { randomFor, stableId } from "./random.ts";
import { sampleImage } from "./sample-files.ts";
import { createdAt, dayAfter, hoursAfter } from "./sample-moments.ts";
import { someUser } from "./sample-users.ts";
import { cities, companyKinds, companyStems, companyTags, industries } from "./words.ts";

const field = fieldRecipes("Companies");
const count = 200;

export const companyIds = Array.from({ length: count }, (_, index) => stableId("rec", `Companies ${index}`));

/** The name of the company at a place in `companyIds`; each is different. */
export function companyName(index: number): string {
  const stem = companyStems[index % companyStems.length] ?? "";
  return `${stem} ${companyKinds[(index + Math.floor(index / companyStems.length)) % companyKinds.length] ?? ""}`;
}

/** The internet domain of a company, under the reserved `.example`. */
export function companyDomain(index: number): string {
  return `${companyName(index).toLowerCase().replaceAll(" ", "-")}.example`;
}

/** The table Companies of the sample CRM. */
export function companiesTable(): TableSeed {
  return {
    id: stableId("tbl", "Companies"),
    name: "Companies",
    description: "Organisations we sell to.",
    primaryFieldId: fieldId("Companies", "Name"),
    fields: [
      field.plain("Name", "singleLineText"),
      field.select("Industry", "singleSelect", industries),
      field.plain("Website", "url"),
      field.plain("Phone", "phoneNumber"),
      field.plain("City", "singleLineText"),
      field.number("Employees"),
      field.currency("Annual revenue"),
      field.date("Customer since"),
      field.select("Tags", "multipleSelects", companyTags),
      field.plain("About", "multilineText"),
      field.attachments("Logo"),
      field.plain("Account owner", "singleCollaborator"),
      field.link("Contacts", "Contacts", "Company", false),
      field.link("Deals", "Deals", "Company", false),
      field.count("Contact count", "Contacts"),
      field.count("Deal count", "Deals"),
      field.sum("Pipeline", "Deals", "Deals", "Amount"),
      field.sum("Weighted pipeline", "Deals", "Deals", "Weighted amount"),
      field.createdTime("Created"),
      field.lastModifiedTime("Last modified"),
    ],
    views: [
      { id: stableId("viw", "Companies.All companies"), name: "All companies" },
      {
        id: stableId("viw", "Companies.Key accounts"),
        name: "Key accounts",
        filterByFormula: "FIND('Key account', {Tags})",
        sort: [{ field: "Name" }],
      },
    ],
    records: companyIds.map(companyRecord),
  };
}

function companyRecord(id: string, index: number) {
  const random = randomFor(`company ${index}`);
  const createdTime = createdAt(index, count);
  const city = random.pick(cities);
  const industry = random.pick(industries);
  const employees = random.pick([8, 25, 60, 140, 420, 1_300, 5_200]) + random.below(7);
  return {
    id,
    createdTime,
    lastModifiedTime: hoursAfter(createdTime, random.between(1, 2_000)),
    fields: {
      Name: companyName(index),
      Industry: industry,
      Website: `https://${companyDomain(index)}`,
      Phone: `+1 555 0${100 + (index % 100)} ${1000 + index}`,
      City: city,
      Employees: employees,
      "Annual revenue": employees * random.between(90, 240) * 1000,
      ...(random.chance(60) ? { "Customer since": dayAfter(createdTime, random.between(5, 200)) } : {}),
      Tags: random.some(companyTags, 2),
      About: `${companyName(index)} works in ${industry.toLowerCase()} and has its main office in ${city}.`,
      Logo: random.chance(25) ? [sampleImage(`logo ${index}`, "logo.png")] : [],
      "Account owner": someUser(random),
    },
  };
}
