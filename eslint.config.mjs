import graphql from "@graphql-eslint/eslint-plugin";

/** For the public schema, which is what its descriptions and names are for. TypeScript is oxlint's. */
export default [
  {
    files: ["schema/api.graphql"],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: "schema/api.graphql" } } },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      "@graphql-eslint/require-description": [
        "error",
        { types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true },
      ],
      "@graphql-eslint/naming-convention": [
        "error",
        {
          types: "PascalCase",
          FieldDefinition: "camelCase",
          InputValueDefinition: "camelCase",
          EnumValueDefinition: "UPPER_CASE",
        },
      ],
      "@graphql-eslint/no-hashtag-description": "error",
      "@graphql-eslint/unique-enum-value-names": "error",
    },
  },
];
