import { type ArgumentNode, type ConstDirectiveNode, type DocumentNode, Kind } from "graphql";

/** The gateway refuses to start with them, since it enforces none of them; router/authorization does. */
const enforcedHere = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\/v[\d.]+$/;

/**
 * The supergraph as the gateway takes it: without `for: SECURITY` at what the router enforces itself.
 * @param document `sdl`, parsed with its locations
 */
export function toGatewaySdl(sdl: string, document: DocumentNode): string {
  const spans = document.definitions
    .flatMap((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
        ? (definition.directives ?? [])
        : [],
    )
    .flatMap(securityOf)
    .flatMap(({ loc }) => (loc === undefined ? [] : [loc]));
  // From the last to the first, so that what was found before stays where it is. Commas mean nothing in GraphQL.
  return spans.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), sdl);
}

/** A link's `for: SECURITY`. */
function securityOf({ name, arguments: given = [] }: ConstDirectiveNode): ArgumentNode[] {
  const url = given.find((argument) => argument.name.value === "url")?.value;
  if (name.value !== "link" || url?.kind !== Kind.STRING || !enforcedHere.test(url.value)) return [];
  return given.filter(({ name: { value: argument }, value }) => {
    return argument === "for" && value.kind === Kind.ENUM && value.value === "SECURITY";
  });
}
