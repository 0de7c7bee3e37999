/** A mail, ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same whenever the same mail is sent again, so that who receives it twice can tell: what is left of the `@` (RFC 5322, 3.6.4). */
  readonly messageKey?: string;
}

/** What sends mails: a server over SMTP, or a folder in development. */
export interface Mailer {
  /**
   * Resolves when the mail has been taken.
   * @throws RecipientRefusedError when it will never be; any other error when trying again later may help
   */
  send(mail: Mail): Promise<void>;
}

/** The server that the mail is for does not know the address, or will have nothing from us. */
export class RecipientRefusedError extends Error {
  constructor(options: ErrorOptions) {
    super("The mail server refused the recipient for good", options);
    this.name = "RecipientRefusedError";
  }
}
