import type { LaneState } from "./lane.ts";

export interface StoredLane {
  readonly state: LaneState;
  /** Changes with every write. */
  readonly version: string;
}

/** Where all processes keep the lanes together. Any call may reject when the store is away. */
export interface LaneStore {
  /** The lanes, in the order of the keys, and the time by the store's own clock. */
  read(keys: readonly string[]): Promise<{ readonly lanes: readonly StoredLane[]; readonly now: number }>;
  /** Writes all of them, or none and answers false when one has been written since it was read. */
  write(changes: readonly LaneChange[]): Promise<boolean>;
}

export interface LaneChange {
  readonly key: string;
  /** As it was read. */
  readonly version: string;
  readonly state: LaneState;
}
