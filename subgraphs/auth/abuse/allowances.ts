const minute = 60;
const quarterHour = 15 * minute;
const hour = 60 * minute;

/** How often something may be tried. */
export interface Allowance {
  readonly times: number;
  readonly seconds: number;
}

/** The three ways of counting, of which an action has those that it needs. */
export interface Allowances {
  /** From one address (IPv6: from one /64), whatever the account. */
  readonly address: Allowance;
  /** For one account from one address. */
  readonly accountAtAddress?: Allowance;
  /** For one account from all addresses together; those that it succeeded from before are left alone. */
  readonly account?: Allowance;
}

/** A mail to an address that somebody named: enough for a person, too little to flood a mailbox. */
const mailing: Allowances = {
  address: { times: 30, seconds: hour },
  accountAtAddress: { times: 5, seconds: hour },
  account: { times: 20, seconds: hour },
};

/** Tokens of 256 random bits: nobody guesses them, so this only spares the database. */
const tokens: Allowances = { address: { times: 100, seconds: quarterHour } };

/** What somebody signed in does to their own account with a secret that could be guessed. */
const ownSecret: Allowances = {
  address: { times: 100, seconds: quarterHour },
  accountAtAddress: { times: 10, seconds: quarterHour },
  account: { times: 20, seconds: quarterHour },
};

/** What is limited, and how (README, "Signing up, signing in"). */
export const allowances = {
  signIn: {
    address: { times: 100, seconds: quarterHour },
    accountAtAddress: { times: 10, seconds: quarterHour },
    account: { times: 50, seconds: quarterHour },
  },
  // Six digits, behind a right password.
  completeSignIn: {
    address: { times: 100, seconds: quarterHour },
    accountAtAddress: { times: 5, seconds: quarterHour },
    account: { times: 10, seconds: quarterHour },
  },
  confirmIdentity: ownSecret,
  changePassword: ownSecret,
  confirmTotp: ownSecret,
  refreshSession: { address: { times: 600, seconds: minute } },
  startExternalSignIn: tokens,
  finishExternalSignIn: tokens,
  signUp: mailing,
  resendVerification: mailing,
  requestPasswordReset: mailing,
  changeEmail: mailing,
  verifyEmail: tokens,
  resetPassword: tokens,
  confirmEmailChange: tokens,
  acceptInvitation: tokens,
  // Whoever makes tenants enough could fill somebody's mailbox; a company invites many at once.
  inviteMember: {
    address: { times: 500, seconds: hour },
    account: { times: 10, seconds: hour },
  },
} as const satisfies Record<string, Allowances>;

export type LimitedAction = keyof typeof allowances;
