/**
 * What every answer says, names and values in turn: no browser guesses what it is, shows it within another page, or
 * tells other sites its address.
 * @param secure whether the endpoint is reached over https, and is never to be reached otherwise again (RFC 6797)
 */
export function securityHeaders(secure: boolean): readonly string[] {
  return [
    "x-content-type-options",
    "nosniff",
    "content-security-policy",
    "frame-ancestors 'none'",
    "referrer-policy",
    "no-referrer",
    ...(secure ? ["strict-transport-security", "max-age=31536000"] : []),
  ];
}
