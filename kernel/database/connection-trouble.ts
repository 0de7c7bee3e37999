/** SQLSTATE classes 08 (connection), 53 (resources) and 57P (shutdown), and what clients say when the socket breaks. */
const troubles =
  /^(08|53|57P)|^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_)/;

/** Whether an error says that the database is away, rather than that something was wrong with what it was asked. */
export function isConnectionTrouble(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && troubles.test(cause.code)) return true;
  }
  return false;
}
