/**
 * Why the router closes a socket; the README has the same list for clients. The first seven are graphql-ws's own (its PROTOCOL.md).
 * After any other, graphql-ws's client connects again by itself, which is what these are for.
 */
export const closeCodes = {
  /** A message that is no JSON text, or none that a client may send. */
  badRequest: 4400,
  /** `subscribe` before `connection_ack`. */
  unauthorized: 4401,
  /** Credentials that do not hold, or no longer. */
  forbidden: 4403,
  subprotocolNotAcceptable: 4406,
  initialisationTimeout: 4408,
  operationAlreadyExists: 4409,
  tooManyInitialisations: 4429,

  /** The client did not take what was sent to it. Subscriptions go on from their last cursor. */
  tooSlow: 4420,
  tooManyMessages: 4421,
  /** Of this person or tenant. */
  tooManyConnections: 4422,
  /** Something failed on our side while the socket was set up. */
  internal: 4500,

  /** RFC 6455: the router stops. */
  goingAway: 1001,
  /** RFC 6455: callers can't be verified at the moment. */
  tryAgainLater: 1013,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];
