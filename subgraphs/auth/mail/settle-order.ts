import type { Database } from "../../../kernel/database/database.ts";
import { findOpenInvitation } from "../store/invitations.ts";
import type { MailTokenPurpose } from "../store/mail-tokens.ts";
import { findPersonByEmail } from "../store/people.ts";
import { findNewestRegistration, findRegistration } from "../store/registrations.ts";
import { linkHours, type Message } from "./compose-mail.ts";
import type { MailOrder } from "./mail-order.ts";

const hourMs = 3_600_000;

/** What the link in a mail stands for. */
export interface Link {
  readonly page: string;
  readonly purpose: MailTokenPurpose;
  readonly expiresAt: Date;
  readonly personId?: string;
  readonly registrationId?: string;
  readonly tenantId?: string;
  readonly invitationId?: string;
}

/** A mail to be written: what it says, and where it leads. */
export interface SettledMail {
  readonly message: Message;
  readonly link?: Link;
}

/** Finds out which mail an order leads to, now that it is to be sent; undefined for none. */
export async function settleOrder(db: Database, order: MailOrder, now: Date): Promise<SettledMail | undefined> {
  const after = (hours: number) => new Date(now.getTime() + hours * hourMs);
  const verification = ({ id, username }: { id: string; username: string }): SettledMail => ({
    message: { kind: "verify_email", username },
    link: {
      page: "verify-email",
      purpose: "verify_email",
      expiresAt: after(linkHours.verify_email),
      registrationId: id,
    },
  });
  const newPassword = (
    kind: "reset_password" | "choose_password",
    personId: string,
    username: string,
  ): SettledMail => ({
    message: { kind, username },
    link: { page: "reset-password", purpose: "reset_password", expiresAt: after(linkHours[kind]), personId },
  });

  switch (order.kind) {
    case "sign_up": {
      const [owner, registration] = [
        await findPersonByEmail(db, order.to),
        await findRegistration(db, order.registrationId, now),
      ];
      if (owner !== undefined) return { message: { kind: "address_taken", username: owner.username } };
      return registration && verification(registration);
    }
    case "resend_verification": {
      const registration = await findNewestRegistration(db, order.to, now);
      const owner = await findPersonByEmail(db, order.to);
      return owner === undefined ? registration && verification(registration) : undefined;
    }
    case "password_reset": {
      const owner = await findPersonByEmail(db, order.to);
      return owner && newPassword("reset_password", owner.id, owner.username);
    }
    case "choose_password": {
      const owner = await findPersonByEmail(db, order.to);
      return owner?.id === order.personId ? newPassword("choose_password", owner.id, owner.username) : undefined;
    }
    case "change_email": {
      if ((await findPersonByEmail(db, order.to)) !== undefined) return undefined;
      const { username, personId } = order;
      const expiresAt = after(linkHours.change_email);
      return {
        message: { kind: "change_email", username },
        link: { page: "confirm-email-change", purpose: "change_email", expiresAt, personId },
      };
    }
    case "accept_invitation": {
      const { tenantId, invitationId } = order;
      // It may have been taken back, or replaced, while the mail waited.
      const invitation = await findOpenInvitation(db, tenantId, { id: invitationId });
      if (invitation === undefined || invitation.expiresAt <= now) return undefined;
      const expiresAt = new Date(order.expiresAt);
      return {
        message: order,
        link: { page: "accept-invitation", purpose: "accept_invitation", expiresAt, tenantId, invitationId },
      };
    }
    default:
      return { message: order };
  }
}
