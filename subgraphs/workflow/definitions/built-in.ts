import { type WorkflowId, workflowId } from "../ids.ts";

import { type Definition, definition } from "./definition.ts";
import type { PublishedVersion } from "./published-version.ts";

/** Workflows that every tenant has. A version that was released never changes: runs may be under way with it. */
const builtIns: readonly { id: WorkflowId; name: string; versions: readonly Definition[] }[] = [
  {
    id: workflowId.parse("5a3e0c1e-0000-4000-8000-000000000001"),
    name: "summarizeRecord",
    versions: [
      definition.parse({
        description: "Reads a record and files a Markdown summary of its cells.",
        input: { record: { type: "record", description: "What is summarized." } },
        steps: [
          { id: "readRecord", kind: "getRecord", with: { recordId: "${input.record}" } },
          {
            id: "writeSummary",
            kind: "createFile",
            with: {
              fileName: "${steps.readRecord.output.table}-summary.md",
              contentType: "text/markdown",
              content:
                "# ${steps.readRecord.output.table}\n\n" +
                '${steps.readRecord.output.cells.map(name, "- **" + name + "**: " + text(steps.readRecord.output.cells[name])).join("\\n")}\n',
              recordId: "${input.record}",
            },
          },
        ],
        output: "${steps.writeSummary.output}",
      }),
    ],
  },
];

/** By id or name: the newest version. */
export function findBuiltIn(idOrName: string): PublishedVersion | undefined {
  const found = builtIns.find(({ id, name }) => id === idOrName || name === idOrName);
  const newest = found?.versions.at(-1);
  if (found === undefined || newest === undefined) return undefined;
  const { id, name, versions } = found;
  return { workflowId: id, name, version: versions.length, definition: newest, publishedBy: undefined, enabled: true };
}

export function builtInDefinition(id: WorkflowId, version: number): Definition | undefined {
  return builtIns.find((one) => one.id === id)?.versions[version - 1];
}
