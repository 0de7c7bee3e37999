import { GraphQLScalarType } from "graphql";
import { GraphQLDateTimeISO } from "graphql-scalars";

/**
 * `DateTime`: an instant, as ISO 8601 with milliseconds in UTC. graphql-scalars' own scalar of that name answers with
 * Date objects, which the router in the same process would merge like any object; its ISO variant answers with text.
 */
export const DateTime = new GraphQLScalarType({ ...GraphQLDateTimeISO.toConfig(), name: "DateTime" });
