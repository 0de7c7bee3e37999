import { connect, isIP, type OnReadOpts, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Opens connections to one place. */
export interface SocketOpener {
  /** @param onPiece called with each piece that comes; it is overwritten afterwards */
  open(onPiece: (piece: Buffer) => void): Socket;
  /** Of the event by which a connection is ready for use. */
  readonly readyEvent: "connect" | "secureConnect";
}

/** As much as the system hands over at a time. */
const pieceBytes = 64 * 1024;

/**
 * @param origin http or https; over https the other side's certificate is verified
 * @param certificateAuthority in PEM, instead of those that Node trusts
 * @throws TypeError for another scheme
 */
export function socketOpener(origin: URL, certificateAuthority?: string): SocketOpener {
  // An IPv6 address stands in brackets in a URL only.
  const host = origin.hostname.replace(/^\[(.*)\]$/, "$1");
  switch (origin.protocol) {
    case "http:": {
      const port = Number(origin.port || 80);
      return {
        open: (onPiece) => connect({ host, port, noDelay: true, onread: into(onPiece) }),
        readyEvent: "connect",
      };
    }
    case "https:": {
      const port = Number(origin.port || 443);
      const options = {
        host,
        port,
        ALPNProtocols: ["http/1.1"],
        // A name goes to servers that serve several; an address may not be sent so.
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }),
      };
      return {
        open: (onPiece) => {
          // Node's types do not know that TLS takes it too.
          const withPieces = { ...options, onread: into(onPiece) };
          return connectTls(withPieces).setNoDelay(true);
        },
        readyEvent: "secureConnect",
      };
    }
    default:
      throw new TypeError(`an origin must be http or https, not ${origin.protocol}`);
  }
}

/** One buffer for all that a connection reads: a new one for every piece is most of the garbage that a call makes. */
function into(onPiece: (piece: Buffer) => void): OnReadOpts {
  const buffer = Buffer.allocUnsafeSlow(pieceBytes);
  return {
    buffer,
    callback(bytes) {
      onPiece(buffer.subarray(0, bytes));
      return true;
    },
  };
}
