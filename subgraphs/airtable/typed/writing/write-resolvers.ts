import { z } from "zod";
import { requireScope } from "../../../../kernel/authorization/rules.ts";
import type { Context } from "../../context.ts";
import { showWritten } from "../../reading/show-written.ts";
import { selectedCells } from "../../resolvers/selected-cells.ts";
import { writing } from "../../resolvers/writing.ts";
import type { WriteResult } from "../../writing/write-result.ts";
import { mutationNamesOf, typeNamesOfBase, typeNamesOfTable } from "../naming/derived-names.ts";
import type { TypedBase, TypedGraph, TypedTable } from "../typed-graph.ts";
import type { TypedFieldConfig, TypedResolvers } from "../typed-resolvers.ts";
import { deleteTyped } from "./delete-typed.ts";
import type { TypedWrite } from "./typed-write.ts";
import { writeTyped } from "./write-typed.ts";

const records = z.object({ input: z.array(z.record(z.string(), z.unknown())), typecast: z.boolean() });
const upsert = records.extend({ on: z.array(z.string()), replace: z.boolean() });
const deletion = z.object({ ids: z.array(z.string()) });

/** How the mutations of a typed graph are answered. */
export function writeResolvers({ bases }: TypedGraph): TypedResolvers {
  return {
    Mutation: Object.fromEntries(bases.map(({ name }) => [name, namespace])),
    ...Object.fromEntries(
      bases.map((base) => [
        typeNamesOfBase(base).mutations,
        Object.fromEntries(base.tables.flatMap((table) => Object.entries(mutationsOf(base, table)))),
      ]),
    ),
    ...Object.fromEntries(
      bases.flatMap((base) => base.tables.map((table) => [typeNamesOfTable(base, table).written, written])),
    ),
  };
}

const namespace: TypedFieldConfig = {
  extensions: { inSeries: true },
  resolve(_parent, _args, context) {
    requireScope(context, "data:write");
    return {};
  },
};

const written: Readonly<Record<string, TypedFieldConfig>> = {
  record: {
    resolve: ({ record }: WriteResult, _args, { loaders }, info) =>
      record === null ? null : showWritten(loaders, record, selectedCells(info)),
  },
};

function mutationsOf(base: TypedBase, table: TypedTable): Readonly<Record<string, TypedFieldConfig>> {
  const names = mutationNamesOf(table);
  const write = (read: (args: unknown) => TypedWrite): TypedFieldConfig => ({
    resolve: async (_parent, args, context) =>
      mutation(context, async () => writeTyped(context, base, table, read(args))),
  });
  return {
    [names.create]: write((args) => ({ operation: "create", ...records.parse(args) })),
    [names.update]: write((args) => ({ operation: "update", ...records.parse(args) })),
    [names.replace]: write((args) => ({ operation: "replace", ...records.parse(args) })),
    [names.upsert]: write((args) => {
      const { on, ...given } = upsert.parse(args);
      // Names of one enum, which has no others.
      return {
        operation: "upsert",
        ...given,
        on: on.flatMap((name) => table.fields.filter((one) => one.name === name)),
      };
    }),
    [names.delete]: {
      resolve: async (_parent, args, context) =>
        mutation(context, async () => deleteTyped(context, base, table, deletion.parse(args).ids)),
    },
  };
}

async function mutation(context: Context, work: () => Promise<WriteResult[]>) {
  requireScope(context, "data:write");
  const results = await writing(context, work);
  const failed = results.filter(({ error }) => error !== null).length;
  return { results, succeeded: results.length - failed, failed };
}
