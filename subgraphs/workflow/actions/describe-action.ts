import type { ActionKind, ActionSettings } from "../definitions/action-steps.ts";

/**
 * What an action would do, for a dry run: "would create 3 records in Deals".
 * @param settings the step's, templates worked out as far as that is possible without running
 */
export function describeAction<Kind extends ActionKind>(kind: Kind, settings: ActionSettings<Kind>): string {
  return descriptions[kind](settings);
}

const descriptions: { readonly [Kind in ActionKind]: (settings: ActionSettings<Kind>) => string } = {
  getRecord: ({ recordId }) => `would read the record ${recordId}`,
  queryRecords: ({ table, limit }) => `would read up to ${limit} records of ${table}`,
  createRecords: ({ table, records }) => `would create ${counted(records, "record")} in ${table}`,
  updateRecords: ({ records }) => `would update ${counted(records, "record")}`,
  upsertRecords: ({ table, records, mergeOn }) =>
    `would update or create ${counted(records, "record")} in ${table}, by ${mergeOn.join(", ")}`,
  deleteRecords: ({ ids }) => `would delete ${counted(ids, "record")}`,
  linkRecords: ({ recordId, field, recordIds }) =>
    `would link ${counted(recordIds, "record")} in ${field} of the record ${recordId}`,
  graphql: ({ query }) => `would ask the supergraph: ${shortened(query)}`,
  http: ({ method, url, signWith }) =>
    `would send ${method} ${shortened(url)}${signWith === undefined ? "" : `, signed with the secret ${signWith}`}`,
  transform: () => "would work out a value",
  parseFile: ({ fileId, format }) => `would read the file ${fileId} as ${format}`,
  createFile: ({ fileName, format }) => `would store the file ${fileName} as ${format}`,
  attachFile: ({ fileId, recordId, field }) => `would append the file ${fileId} to ${field} of the record ${recordId}`,
  sendMail: ({ to, subject }) =>
    `would mail ${shortened(subject)} to ${Array.isArray(to) ? counted(to, "address", "addresses") : to}`,
};

/** A list that is one expression may not be worked out yet. */
function counted(list: unknown, one: string, many = `${one}s`): string {
  if (!Array.isArray(list)) return `the ${many} of ${String(list)}`;
  return list.length === 1 ? `1 ${one}` : `${list.length} ${many}`;
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
