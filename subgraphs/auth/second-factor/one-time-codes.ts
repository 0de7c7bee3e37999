import { Secret, TOTP } from "otpauth";

/** What authenticators can do everywhere: SHA-1, six digits, 30 seconds (RFC 6238). */
const shape = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** Steps before and after the present one that are good too: clocks differ, and people type slowly (RFC 6238, 5.2). */
const window = 1;

/** A new secret of the length that RFC 4226 (4, R6) recommends, in base32. */
export function generateTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** As authenticators read it from a QR code. */
export function totpUri(secret: string, label: string): string {
  return new TOTP({ ...shape, issuer: "Airgraph", label, secret }).toString();
}

/**
 * The number of the time step that a code belongs to; undefined for what is no code of now. Compares in constant time.
 * @param code without blanks
 * @param at milliseconds since the epoch
 */
export function counterOfCode(secret: string, code: string, at: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = new TOTP({ ...shape, secret }).validate({ token: code, timestamp: at, window });
  return delta === null ? undefined : TOTP.counter({ period: shape.period, timestamp: at }) + delta;
}
