import type { FetchDataRewrite, QueryPlanSelectionNode } from "@apollo/query-planner";
import type { OperationTypeNode } from "graphql";
import type { Assign } from "./compile-assign.ts";
import type { RepresentationPrinter } from "./representation-printer.ts";

/** A query plan as it is run: what the planner wrote as text is read once, and flattened paths are absolute. */
export type Step =
  | { readonly kind: "sequence"; readonly steps: readonly Step[]; readonly fetches: FetchRange }
  | { readonly kind: "parallel"; readonly steps: readonly Step[]; readonly fetches: FetchRange }
  | {
      readonly kind: "condition";
      readonly variable: string;
      readonly whenTrue: Step | undefined;
      readonly whenFalse: Step | undefined;
      readonly fetches: FetchRange;
    }
  | FetchStep;

/** The numbers, in the order of the plan, of the fetches within a step: from `first` up to but without `end`. */
export interface FetchRange {
  readonly first: number;
  readonly end: number;
}

/** Keys of responses; `@` stands for every item of a list. */
export type PlanPath = readonly string[];

export interface FetchStep {
  readonly kind: "fetch";
  readonly fetches: FetchRange;
  readonly service: string;
  readonly operationKind: OperationTypeNode;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Variables of the client that it passes on. */
  readonly variables: readonly string[];
  /** From the root of the answer to the objects that it adds to. */
  readonly path: PlanPath;
  /** Fetches for the same objects have the same number. */
  readonly place: number;
  /** Without an answer these are missing, if it asks for root fields. */
  readonly rootKeys: readonly string[];
  /** Undefined for root fields. */
  readonly entities: EntityFetch | undefined;
  readonly outputRewrites: readonly FetchDataRewrite[];
  /** Fetches that ask the same service the same thing have the same number; undefined for mutations and where there is one alone. */
  readonly twin: number | undefined;
  /** Fetches that run at the same time and may answer the same field: merged before this one, so that the plan decides. */
  readonly mergeAfter: readonly number[];
}

export interface EntityFetch {
  readonly requires: readonly QueryPlanSelectionNode[];
  readonly printer: RepresentationPrinter;
  /** Equal for fetches that need the same of the same objects. */
  readonly selection: number;
  /** Whether entities are answered with more than values. */
  readonly hasObjects: boolean;
  /** Whether the subgraph is asked for `__typename` of the entities. */
  readonly tellsType: boolean;
  readonly assign: Assign;
}
