import { type DocumentNode, type GraphQLFormattedError, getOperationAST, type OperationDefinitionNode } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import type { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { ReducedRequest } from "./collect-fields.ts";
import { completeData } from "./complete-data.ts";
import { findRequirements, fragmentsOf } from "./find-requirements.ts";
import type { GuardedSchema } from "./guarded-schema.ts";
import { type Reduced, removeFields } from "./remove-fields.ts";
import { type Requirement, refuse } from "./requirements.ts";
import { findRemovedPlaces } from "./tell-removed.ts";

/** What becomes of an operation that asks for what its caller may not have: parts of it are null, or all is refused. */
export const authorizationModes = ["null", "reject"] as const;
export type AuthorizationMode = (typeof authorizationModes)[number];

/** A valid operation and who asks for it. */
export interface OperationRequest {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly caller: Caller;
}

export type Authorization =
  /** The caller may have all of it: the operation goes on as it came. */
  | { readonly kind: "permitted" }
  /** Some of it: this is to be asked for instead, and the data that answer it to be completed. */
  | {
      readonly kind: "reduced";
      readonly document: DocumentNode;
      readonly errors: readonly GraphQLFormattedError[];
      complete(data: Data | null): Data | null;
    }
  /** Nothing of it: there is nothing to plan. */
  | { readonly kind: "refused"; readonly data: Data | null; readonly errors: readonly GraphQLFormattedError[] };

type Data = Record<string, unknown>;

/** Decides before anything is planned. Knows nothing of planning and executing. */
export type Authorize = (request: OperationRequest) => Authorization;

interface Known {
  readonly requirements: readonly Requirement[];
  /** There once somebody lacked something. */
  reducible?: Reducible;
}

/** Reductions point into the very nodes of an operation, so they are kept together with it. */
interface Reducible {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReturnType<typeof fragmentsOf>;
  /** By what is lacking. */
  readonly reductions: Map<string, Reduced>;
}

/** Most callers lack the same. */
const mostReductions = 16;

/**
 * Enforces @authenticated, @requiresScopes and @policy, as Apollo documents it for its router: unauthorised fields are
 * taken out of the operation, null in the answer, and told of by one error each; or the whole operation is refused.
 */
export function createAuthorize(options: { schema: GuardedSchema; mode: AuthorizationMode; clock: Clock }): Authorize {
  const { schema, mode, clock } = options;
  // The same documents come again and again, and are kept by whoever parses them: what is known of one goes with it.
  const documents = new WeakMap<DocumentNode, Map<string, Known>>();

  return (request) => {
    const known = look(request);
    const refusals = refusalsOf(known.requirements, request.caller);
    if (refusals === undefined) return { kind: "permitted" };

    const { operation, fragments, reduced } = reduce(known, request, refusals);
    const asked: ReducedRequest = { schema, operation, fragments, reduced, variables: request.variables ?? {} };
    const errors = findRemovedPlaces(asked).flatMap(({ path, requirement }) => {
      const refusal = refusals.get(requirement);
      return refusal === undefined ? [] : [{ message: refusal.message, path, extensions: refusal.extensions }];
    });
    // What @skip and @include leave out was not asked for.
    if (mode === "reject" && errors.length > 0) return { kind: "refused", data: null, errors };
    const complete = (data: Data | null) => completeData(asked, data);
    return reduced.document === undefined
      ? { kind: "refused", data: complete({}), errors }
      : { kind: "reduced", document: reduced.document, errors, complete };
  };

  function look({ document, operationName }: OperationRequest): Known {
    let operations = documents.get(document);
    if (operations === undefined) documents.set(document, (operations = new Map()));
    const known = operations.get(operationName ?? "");
    if (known !== undefined) return known;
    const operation = getOperationAST(document, operationName);
    // Without an operation there is nothing to execute either, and names that are none could be made up without end.
    if (!operation) return { requirements: [] };
    const fresh = { requirements: findRequirements(schema, document, operation) };
    operations.set(operationName ?? "", fresh);
    return fresh;
  }

  function refusalsOf(requirements: readonly Requirement[], caller: Caller): Refusals | undefined {
    let refusals: Map<Requirement, AirgraphError> | undefined;
    for (const requirement of requirements) {
      const refusal = refuse(requirement, caller, clock);
      if (refusal !== undefined) (refusals ??= new Map()).set(requirement, refusal);
    }
    return refusals;
  }

  function reduce(known: Known, { document, operationName }: OperationRequest, refusals: Refusals) {
    const reducible = (known.reducible ??= reducibleOf(document, operationName));
    const { operation, reductions } = reducible;
    const lacking = known.requirements.map((requirement) => (refusals.has(requirement) ? "1" : "0")).join("");
    let reduced = reductions.get(lacking);
    if (reduced === undefined) {
      reduced = removeFields(schema, reducible.document, operation, (requirement) => refusals.has(requirement));
      if (reductions.size >= mostReductions) reductions.clear();
      reductions.set(lacking, reduced);
    }
    return { ...reducible, reduced };
  }
}

function reducibleOf(document: DocumentNode, operationName: string | null | undefined): Reducible {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error("an operation that is not there needs something");
  return { document, operation, fragments: fragmentsOf(document), reductions: new Map() };
}

type Refusals = ReadonlyMap<Requirement, AirgraphError>;
