import type { Cancellable, Cancellation } from "../../cancellation.ts";
import type { Deadline } from "../../deadlines.ts";
import type { Call, Connection } from "./connection.ts";
import { PostFailure } from "./post-failure.ts";
import type { Answer } from "./read-answer.ts";

/** What a post that waits asks of the client. */
export interface PostOffice {
  /** Sends it once more, not by a connection that was used before. */
  sendAfresh(post: PendingPost): void;
  leaveLine(post: PendingPost): void;
  onSettled(post: PendingPost): void;
}

export interface PostTerms {
  readonly message: string;
  readonly encoding: "latin1" | "utf8";
  readonly endsAt: number;
  readonly repeatable: boolean;
  readonly cancellation: Cancellation | undefined;
}

type Place =
  | { readonly kind: "in line" }
  | { readonly kind: "on a connection"; readonly connection: Connection }
  | { readonly kind: "settled" };

const inLine: Place = { kind: "in line" };
const settled: Place = { kind: "settled" };

/** A post from when it was asked for until it is answered or has failed, wherever it is meanwhile. */
export class PendingPost implements Call, Deadline, Cancellable {
  readonly message: string;
  readonly encoding: "latin1" | "utf8";
  readonly endsAt: number;
  #place: Place = inLine;
  #maySendAgain: boolean;
  readonly cancellation: Cancellation | undefined;
  readonly #office: PostOffice;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (failure: PostFailure) => void;

  constructor(
    terms: PostTerms,
    office: PostOffice,
    resolve: (answer: Answer) => void,
    reject: (failure: PostFailure) => void,
  ) {
    this.message = terms.message;
    this.encoding = terms.encoding;
    this.endsAt = terms.endsAt;
    this.#maySendAgain = terms.repeatable;
    this.cancellation = terms.cancellation;
    this.#office = office;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  goesBy(connection: Connection): void {
    this.#place = { kind: "on a connection", connection };
  }

  onAnswer(answer: Answer): void {
    this.#settle();
    this.#resolve(answer);
  }

  onFailure(failure: PostFailure, wasStale: boolean): void {
    if (wasStale && this.#maySendAgain) {
      this.#maySendAgain = false;
      this.#place = inLine;
      this.#office.sendAfresh(this);
    } else {
      this.#settle();
      this.#reject(failure);
    }
  }

  /** Called while it waits in line only: else its connection has its time. */
  onOver(): void {
    this.#leaveLine(new PostFailure("late", "no connection was free in time", { sent: false }));
  }

  onCancelled(): void {
    switch (this.#place.kind) {
      case "in line":
        this.#leaveLine(givenUp());
        return;
      case "on a connection":
        this.#place.connection.cut("given up", "nobody waits for the answer");
        return;
      case "settled":
    }
  }

  #leaveLine(failure: PostFailure): void {
    this.#office.leaveLine(this);
    this.#settle();
    this.#reject(failure);
  }

  #settle(): void {
    this.#place = settled;
    this.#office.onSettled(this);
  }
}

export function givenUp(): PostFailure {
  return new PostFailure("given up", "nobody waits for the answer", { sent: false });
}
