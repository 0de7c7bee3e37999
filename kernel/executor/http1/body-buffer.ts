const initialBytes = 16 * 1024;

/**
 * Collects a body from its pieces. It copies them: kept as they are, a body that comes byte by byte would take hundreds
 * of times its size.
 */
export class BodyBuffer {
  #bytes: Buffer;
  #size = 0;

  /** @param expectedBytes when it is known */
  constructor(expectedBytes = initialBytes) {
    // What is announced costs memory once it has come, not before.
    this.#bytes = Buffer.allocUnsafe(Math.min(expectedBytes, 64 * initialBytes));
  }

  get size(): number {
    return this.#size;
  }

  append(piece: Buffer, from: number, to: number): void {
    const size = this.#size + to - from;
    if (size > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#size);
      this.#bytes = larger;
    }
    piece.copy(this.#bytes, this.#size, from, to);
    this.#size = size;
  }

  content(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }
}
