import { GraphQLError, GraphQLScalarType, Kind, print } from "graphql";
import { GraphQLDate, GraphQLEmailAddress, GraphQLPhoneNumber, GraphQLURL } from "graphql-scalars";

/*
 * Scalars whose values are texts within the process, too. What clients give is checked as graphql-scalars does; what comes
 * out is not, since Airtable checks none of it: one cell that is no address must not take a page of addresses with it.
 */

/** `Date`: a day, as `YYYY-MM-DD`. */
export const LocalDate = textScalar("Date", GraphQLDate);

/** `URL`: as it was written, where graphql-scalars would add a slash. */
export const WebAddress = textScalar("URL", GraphQLURL);

export const EmailAddress = textScalar("EmailAddress", GraphQLEmailAddress);

export const PhoneNumber = textScalar("PhoneNumber", GraphQLPhoneNumber);

/** @param checking its `parseValue` throws for what is no such value */
function textScalar(name: string, checking: GraphQLScalarType): GraphQLScalarType<string, string> {
  const parseValue = (value: unknown): string => {
    if (typeof value !== "string") throw new GraphQLError(`${name} must be a text, got ${told(value)}.`);
    try {
      checking.parseValue(value);
    } catch (cause) {
      throw new GraphQLError(`${told(value)} is no ${name}.`, {
        originalError: cause instanceof Error ? cause : undefined,
      });
    }
    return value;
  };
  const { specifiedByURL, extensions } = checking.toConfig();
  return new GraphQLScalarType({
    name,
    specifiedByURL,
    extensions,
    parseValue,
    parseLiteral(node) {
      if (node.kind === Kind.STRING) return parseValue(node.value);
      throw new GraphQLError(`${name} must be a text, got ${print(node)}.`, { nodes: node });
    },
    serialize(value) {
      if (typeof value === "string") return value;
      throw new GraphQLError(`${name} must be a text, got ${told(value)}.`);
    },
  });
}

const longest = 60;

function told(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
