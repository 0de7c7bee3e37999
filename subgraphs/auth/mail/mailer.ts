/** A mail, ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What sends mails: a server over SMTP, or a folder in development. */
export interface Mailer {
  /** Resolves when the mail has been taken; it may be sent twice, never lost. */
  send(mail: Mail): Promise<void>;
}
