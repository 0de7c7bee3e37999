import { GraphQLError, Lexer, Source, TokenKind } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** What a document may be at most, before anybody parses it. */
export interface SourceLimits {
  /** Lexical tokens. */
  readonly maximumTokens: number;
  /** Braces, brackets and parentheses within each other: the parser and many rules recurse along them. */
  readonly maximumNesting: number;
}

const opening: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Refuses a document that would cost more than it may, at the price of reading it once.
 * @throws AirgraphError COST_LIMIT_EXCEEDED; what is no GraphQL passes, for the parser to say so
 */
export function checkSource(query: string, { maximumTokens, maximumNesting }: SourceLimits): void {
  // Each token and each level takes a character at least.
  if (query.length <= Math.min(maximumTokens, maximumNesting)) return;
  const lexer = new Lexer(new Source(query));
  let tokens = 0;
  let nesting = 0;
  try {
    for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
      tokens += 1;
      if (tokens > maximumTokens) throw tooLarge(`The document has more than ${maximumTokens} tokens.`);
      if (opening.has(kind)) nesting += 1;
      if (closing.has(kind)) nesting -= 1;
      if (nesting > maximumNesting) throw tooLarge(`The document nests deeper than ${maximumNesting} brackets.`);
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
  }
}

function tooLarge(message: string): AirgraphError {
  return new AirgraphError("COST_LIMIT_EXCEEDED", message);
}
