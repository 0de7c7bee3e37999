import { type GraphQLFormattedError, type GraphQLSchema, isInterfaceType } from "graphql";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../../kernel/errors/mask-error.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import type { FetchStep } from "../compile/steps.ts";
import { type Data, isData, own } from "../data.ts";
import type { Execution } from "../execution.ts";
import type { Asked } from "../fetch/asked.ts";
import type { Representations } from "../fetch/representations.ts";
import { mergeObject, mergeValue } from "./merge-data.ts";
import { placeErrors, placeFailure } from "./place-errors.ts";
import { rewriteData } from "./rewrite-data.ts";

/** Puts what a subgraph answered, errors included, into the answer. */
export function mergeAnswer(execution: Execution, step: FetchStep, asked: Asked, answer: ExecutionResult): void {
  execution.found.length = 0;
  if (answer.isPlain !== true) execution.isPlain = false;
  if (answer.errors !== undefined) placeErrors(execution, step, asked, answer.errors);
  const { data } = answer;
  if (data === null || data === undefined) return;
  if (asked.representations === undefined) mergeRoot(execution, step, asked.targets, data);
  else mergeEntities(execution, step, asked.representations, own(data, "_entities"));
}

/** A subgraph that could not be asked: everything that was asked for is missing. */
export function mergeFailure(execution: Execution, step: FetchStep, asked: Asked, cause: unknown): void {
  const told: GraphQLFormattedError =
    cause instanceof AirgraphError
      ? { message: cause.message, extensions: { ...cause.extensions } }
      : maskError(cause, execution.context.logger);
  placeFailure(execution, step, asked, told);
}

function mergeRoot(execution: Execution, step: FetchStep, targets: readonly Data[], data: Data): void {
  rewriteData(execution.operation.supergraphSchema, step.outputRewrites, data);
  if (targets.length > 1) execution.hasSharedObjects = true;
  for (const target of targets) mergeObject(target, data);
}

function mergeEntities(execution: Execution, step: FetchStep, asked: Representations, answered: unknown): void {
  const { targets, indices, count, hasTwins } = asked;
  if (!Array.isArray(answered) || answered.length !== count) {
    const cause = new Error(`${step.service} was asked for ${count} entities and answered something else`);
    execution.context.logger.warn({ err: cause }, "a subgraph answered what was not asked");
    mergeFailure(execution, step, { targets, representations: asked }, unfitting(step.service, cause));
    return;
  }
  if (step.outputRewrites.length > 0) rewriteData(execution.operation.supergraphSchema, step.outputRewrites, answered);
  if (hasTwins && step.entities?.hasObjects === true) execution.hasSharedObjects = true;
  const { entities } = step;
  if (entities === undefined) throw new TypeError("entities came of a fetch that asked for none");
  const schema = entities.tellsType ? execution.operation.supergraphSchema : undefined;
  for (let at = 0; at < targets.length; at += 1) {
    const target = targets[at];
    const entity: unknown = answered[indices[at] ?? -1];
    if (target === undefined || !isData(entity)) continue;
    if (schema !== undefined) forgetInterface(schema, entity);
    entities.assign(target, entity, mergeValue);
  }
}

/**
 * To a subgraph with an `@interfaceObject`, an entity is of the interface's type. That must not replace the type that another
 * subgraph knows; an entity that was asked for has one.
 */
function forgetInterface(schema: GraphQLSchema, entity: Data): void {
  const typeName = own(entity, "__typename");
  if (typeof typeName === "string" && isInterfaceType(schema.getType(typeName))) entity["__typename"] = undefined;
}

function unfitting(service: string, cause: Error): AirgraphError {
  return new AirgraphError("UPSTREAM_UNAVAILABLE", `The ${service} service is unavailable.`, {}, { cause });
}
