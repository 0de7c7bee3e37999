/** What scalars are in JSON. */
export const clientScalars = {
  ID: "string",
  Date: "string",
  DateTime: "string",
  URL: "string",
  EmailAddress: "string",
  PhoneNumber: "string",
  JSON: "unknown",
  JSONObject: "Record<string, unknown>",
};

/**
 * Types for the operations that stand in a folder's files, as GraphQL Code Generator's client preset makes them.
 * @param schema file with the SDL that they are written for
 * @param except folders in it whose operations are written for another one
 */
export function typedClient(folder: string, schema: string, except: readonly string[] = []) {
  return {
    schema,
    documents: [
      `${folder}/**/*.{ts,tsx}`,
      ...["generated", "**/node_modules", ...except].map((each) => `!${folder}/${each}/**`),
    ],
    preset: "client" as const,
    presetConfig: { fragmentMasking: false },
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      importExtension: ".ts" as const,
      scalars: clientScalars,
      defaultScalarType: "unknown",
      documentMode: "string",
    },
  };
}
