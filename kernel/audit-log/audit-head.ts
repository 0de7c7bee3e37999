import { AirgraphError } from "../errors/airgraph-error.ts";

/**
 * The end of a log at some moment. Who keeps it elsewhere can prove later that nothing up to there was cut off, which the
 * log alone can't.
 */
export interface AuditHead {
  /** Of the last entry; 0 when there is none. */
  readonly sequence: number;
  readonly hash: string;
}

/** As people and programs keep it: `12.hash`. */
export function formatAuditHead({ sequence, hash }: AuditHead): string {
  return `${sequence}.${hash}`;
}

/** @throws AirgraphError BAD_USER_INPUT */
export function parseAuditHead(text: string): AuditHead {
  const [, sequence, hash] = /^(0|[1-9]\d{0,14})\.([\w-]{43}|)$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined || (hash === "") !== (sequence === "0")) {
    throw new AirgraphError("BAD_USER_INPUT", "head is none that this log has told: it looks like 12.… .", {
      field: "head",
    });
  }
  return { sequence: Number(sequence), hash };
}
