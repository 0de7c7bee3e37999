import { createHash } from "node:crypto";
import type { DocumentNode } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import type { FinishedFetch } from "../execution/fetch/finished-fetch.ts";
import type { TellOperation } from "../operation/finished-operation.ts";
import { printPlanWithoutLiterals, printWithoutLiterals } from "./hide-literals.ts";
import { toTenths } from "./log-operation.ts";

/** A plan is long, and the same each time. */
const planEveryMs = 60_000;
const mostOperations = 1_000;
const mostFetches = 50;

/**
 * Logs operations that took long, with what they waited for. Of each operation once a minute with its plan and its document, of
 * which literals are left out.
 */
export function createSlowOperationLog({ slowMs, clock }: { slowMs: number; clock: Clock }): TellOperation {
  const shownAt = new Map<string, number>();
  const described = new WeakMap<DocumentNode, { hash: string; text: string }>();

  return ({ context, kind, name, durationMs, document, execution }) => {
    if (durationMs < slowMs) return;
    const about = document && describe(document);
    const isShown = about !== undefined && mayShow(`${about.hash} ${name}`);
    const { plan, planningMs, fetches = [] } = execution ?? {};
    context.logger.warn(
      {
        operation: name,
        kind,
        hash: about?.hash,
        durationMs: toTenths(durationMs),
        planningMs: planningMs === undefined ? undefined : toTenths(planningMs),
        fetches: fetches.slice(0, mostFetches).map((fetch) => lineOf(fetch, fetches)),
        ...(fetches.length > mostFetches ? { moreFetches: fetches.length - mostFetches } : {}),
        ...(isShown ? { document: about.text, plan: plan && printPlanWithoutLiterals(plan) } : {}),
      },
      "slow operation",
    );
  };

  function describe(document: DocumentNode) {
    const known = described.get(document);
    if (known !== undefined) return known;
    const text = printWithoutLiterals(document);
    const about = { text, hash: createHash("sha256").update(text).digest("hex") };
    described.set(document, about);
    return about;
  }

  function mayShow(operation: string): boolean {
    const now = clock.now();
    const last = shownAt.get(operation);
    if (last !== undefined && now - last < planEveryMs) return false;
    if (shownAt.size >= mostOperations) shownAt.clear();
    shownAt.set(operation, now);
    return true;
  }
}

/** When it was sent is counted from the first. */
function lineOf({ step, entities, startedAt, endedAt, outcome }: FinishedFetch, all: readonly FinishedFetch[]) {
  const first = all.reduce((earliest, fetch) => Math.min(earliest, fetch.startedAt), startedAt);
  return {
    subgraph: step.service,
    path: step.path.join("."),
    entities,
    atMs: toTenths(startedAt - first),
    durationMs: toTenths(endedAt - startedAt),
    outcome,
  };
}
