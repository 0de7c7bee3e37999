import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Actor, Caller } from "../../kernel/identity/caller.ts";
import type { Trace } from "../../kernel/telemetry/tracer.ts";
import type { PreparedDocument } from "../operation/prepare-document.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { SupergraphSource } from "../supergraph/supergraph-source.ts";

/** Which graph a caller's operations are answered on. */
export interface GraphChoice {
  /** At once when it is known. Never fails. */
  of(caller: Caller): ChosenGraph | Promise<ChosenGraph>;
  /** The same after another look, for a document that seems to be invalid: it may name what has just come. Never fails. */
  renewed(caller: Caller): ChosenGraph | Promise<ChosenGraph>;
  /** The same as far as it is known. */
  present(caller: Caller): Supergraph;
  /** Called with each graph that takes another one's place for some tenants. @returns ends that */
  onChange(listener: GraphListener): () => void;
}

export interface ChosenGraph {
  readonly supergraph: Supergraph;
  /** Whether it is the core in the place of a tenant's own graph that is not to be had: what it lacks may be there. */
  readonly isStandIn: boolean;
}

export interface GraphListener {
  /** Call `present` for what is in its place. */
  changed(isConcerned: (caller: Caller) => boolean): void;
  /** Whether one of these wants to hear of changes, although nobody asks anything. */
  isWaitingFor(isMeant: (caller: Caller) => boolean): boolean;
}

/** Whose a graph is: a tenant's, all of whose callers share it, or one caller's, where the tenant hides data from some. */
export interface GraphHolder {
  readonly key: string;
  readonly tenantId: string;
  /** Absent when it is the tenant's. */
  readonly viewer?: GraphViewer;
}

/** A caller as data policies name callers. */
export type GraphViewer = { readonly userId: string; readonly roleId: string } | { readonly apiKeyId: string };

/** Everybody has the core. */
export function chooseCore(supergraphs: SupergraphSource): GraphChoice {
  let chosen: ChosenGraph = { supergraph: supergraphs.current(), isStandIn: false };
  supergraphs.onChange((supergraph) => {
    chosen = { supergraph, isStandIn: false };
  });
  return {
    of: () => chosen,
    renewed: () => chosen,
    present: () => chosen.supergraph,
    onChange: ({ changed }) => supergraphs.onChange(() => changed(() => true)),
  };
}

/** @returns undefined for who acts in no tenant */
export function tenantOf(caller: Caller): string | undefined {
  return caller.kind === "person" || caller.kind === "machine" ? caller.tenantId : undefined;
}

export function holderOf(caller: Actor, isShared: boolean): GraphHolder {
  const { tenantId } = caller;
  if (isShared) return { key: tenantId, tenantId };
  const viewer =
    caller.kind === "person" ? { userId: caller.userId, roleId: caller.roleId } : { apiKeyId: caller.apiKeyId };
  return { key: [tenantId, ...Object.values(viewer)].join(" "), tenantId, viewer };
}

/** @throws AirgraphError UPSTREAM_UNAVAILABLE for what may well be valid on the graph that another one stands in for */
export function prepareOn({ supergraph, isStandIn }: ChosenGraph, source: string, trace?: Trace): PreparedDocument {
  const prepared = supergraph.prepare(source, trace);
  if (isStandIn && (doesNotFit(prepared) || (prepared.kind === "valid" && prepared.introspection !== "none")))
    throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The typed graph of the tenant is not to be had at the moment.");
  return prepared;
}

/** Whether a document is invalid only for the graph that it was prepared on. */
export function doesNotFit(prepared: PreparedDocument): boolean {
  return (
    prepared.kind === "invalid" &&
    prepared.problems.some(({ extensions }) => extensions["code"] === "GRAPHQL_VALIDATION_FAILED")
  );
}
