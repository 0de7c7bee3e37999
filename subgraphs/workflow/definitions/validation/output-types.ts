import { isDeepStrictEqual } from "node:util";
import { type OutputType, outputTypes } from "../../actions/output-types.ts";
import {
  boolean,
  dynamic,
  listOf,
  mapOf,
  number,
  objectOf,
  type StaticType,
  string,
} from "../../expressions/static-type.ts";
import { type ActionKind, isActionKind } from "../action-steps.ts";
import type { InputField } from "../definition.ts";
import type { ControlStep } from "../steps.ts";

/** What an action answers. */
export function typeOfAction(kind: ActionKind): StaticType {
  return toStaticType(outputTypes[kind]);
}

function toStaticType(type: OutputType): StaticType {
  switch (type) {
    case "string":
      return string;
    case "int":
      return number;
    case "boolean":
      return boolean;
    case "any":
      return dynamic;
    default:
      if ("list" in type) return listOf(toStaticType(type.list));
      if ("map" in type) return mapOf(toStaticType(type.map));
      return objectOf(
        Object.fromEntries(Object.entries(type.object).map(([key, inner]) => [key, toStaticType(inner)])),
      );
  }
}

/** What a step that steers a run, and holds no others, comes to. */
export function typeOfControl(
  step: Exclude<ControlStep, ControlStep<"condition" | "switch" | "forEach" | "parallel">>,
): StaticType {
  switch (step.kind) {
    case "wait":
      return objectOf({ at: string });
    case "waitForEvent":
    case "fail":
      return dynamic;
    case "approval":
      return objectOf({ approved: boolean, by: dynamic, comment: dynamic, expired: boolean });
    case "runWorkflow":
      return objectOf({ runId: string, output: dynamic });
    case "saga":
      return objectOf({
        sagaId: string,
        steps: objectOf(
          Object.fromEntries(step.with.steps.map(({ id, do: effect }) => [id, typeOfAction(effect.kind)])),
        ),
      });
  }
}

/** What one of several branches comes to. */
export function commonType(types: readonly StaticType[]): StaticType {
  const [first = dynamic, ...others] = types;
  return others.every((other) => isDeepStrictEqual(other, first)) ? first : dynamic;
}

export function typeOfInput({ type, list, required, default: otherwise }: InputField): StaticType {
  const one = typesOfInput[type];
  // It may be null.
  if (!required && otherwise === undefined) return dynamic;
  return list ? listOf(one) : one;
}

const typesOfInput: Readonly<Record<InputField["type"], StaticType>> = {
  string,
  number,
  boolean,
  dateTime: string,
  record: string,
  file: string,
  json: dynamic,
};

export function isAction<Step extends { readonly kind: string }>(
  step: Step,
): step is Extract<Step, { readonly kind: ActionKind }> {
  return isActionKind(step.kind);
}
