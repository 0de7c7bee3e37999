import { isIPv4, isIPv6 } from "node:net";

/**
 * What an address is counted as. One IPv6 customer has a /64 at least, with more addresses than anybody could count;
 * IPv4 written as IPv6 is the same address.
 */
export function networkOf(address: string): string {
  const [bare = ""] = address.toLowerCase().split("%");
  if (isIPv4(bare) || !isIPv6(bare)) return bare;
  const words = wordsOf(bare);
  const isMappedIPv4 = words.slice(0, 5).every((word) => word === 0) && words[5] === 0xff_ff;
  if (isMappedIPv4)
    return words
      .slice(6)
      .flatMap((word) => [word >> 8, word & 0xff])
      .join(".");
  return `${words
    .slice(0, 4)
    .map((word) => word.toString(16))
    .join(":")}::/64`;
}

/** The eight 16-bit words of an IPv6 address. */
function wordsOf(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const first = parts(head);
  const last = tail === undefined ? [] : parts(tail);
  const missing = Math.max(8 - first.length - last.length, 0);
  return [...first, ...Array.from({ length: missing }, () => 0), ...last];
}

function parts(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((part) => {
    if (!part.includes(".")) return [Number.parseInt(part, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = part.split(".").map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
