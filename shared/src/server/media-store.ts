import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "../errors/app-error.ts";

export type StoredMedia = { hash: string; bytes: number; path: string };

/** A byte range, both ends included. */
export type ByteRange = { start: number; end: number };

/** A finished upload that is not in the store yet: look at it, then `keep` or `discard` it. */
export type IncomingMedia = {
  path: string;
  hash: string;
  bytes: number;
  keep: () => Promise<StoredMedia>;
  discard: () => Promise<void>;
};

/**
 * Pictures, clips and sound, stored once by the SHA-256 of their bytes: `media/ab/cd/<hash>` in the data directory.
 * What is there never changes, so several processes may share the folder; a file appears in one step.
 */
export type MediaStore = {
  /** Takes a stream in beside the store. Throws `too-large` beyond `limit` bytes and leaves nothing behind. */
  receive: (body: AsyncIterable<Uint8Array>, options: { limit: number }) => Promise<IncomingMedia>;
  putBytes: (bytes: Uint8Array) => Promise<StoredMedia>;
  /** Copies a file in; the original stays. */
  putFile: (file: string) => Promise<StoredMedia>;
  /** Where a hash is or would be. Throws `not-found` for what is not a hash. */
  pathOf: (hash: string) => string;
  has: (hash: string) => Promise<boolean>;
  /** Size in bytes; throws `not-found`. */
  sizeOf: (hash: string) => Promise<number>;
  read: (hash: string, range?: ByteRange) => Readable;
};

const hashPattern = /^[0-9a-f]{64}$/;

export function createMediaStore(dataDir: string): MediaStore {
  const root = join(dataDir, "media");

  function pathOf(hash: string): string {
    if (!hashPattern.test(hash)) throw absent();
    return join(root, hash.slice(0, 2), hash.slice(2, 4), hash);
  }

  async function receive(
    body: AsyncIterable<Uint8Array>,
    { limit }: { limit: number },
  ): Promise<IncomingMedia> {
    const folder = join(root, "incoming");
    await mkdir(folder, { recursive: true });
    const path = join(folder, randomUUID());
    const sum = createHash("sha256");
    let bytes = 0;
    const measure = new Transform({
      transform(chunk: Uint8Array, _encoding, done) {
        bytes += chunk.byteLength;
        sum.update(chunk);
        if (bytes > limit) done(tooLarge(limit));
        else done(null, chunk);
      },
    });
    try {
      await pipeline(Readable.from(body), measure, createWriteStream(path, { flush: true }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    const hash = sum.digest("hex");
    return {
      path,
      hash,
      bytes,
      keep: () => keep(path, hash, bytes),
      discard: () => rm(path, { force: true }),
    };
  }

  async function keep(from: string, hash: string, bytes: number): Promise<StoredMedia> {
    const path = pathOf(hash);
    if (await exists(path)) {
      await rm(from, { force: true });
      return { hash, bytes, path };
    }
    await mkdir(dirname(path), { recursive: true });
    await rename(from, path);
    await flushFolder(dirname(path));
    return { hash, bytes, path };
  }

  async function put(body: AsyncIterable<Uint8Array>): Promise<StoredMedia> {
    return (await receive(body, { limit: Infinity })).keep();
  }

  return {
    receive,
    putBytes: (bytes) => put(Readable.from([bytes])),
    putFile: (file) => put(createReadStream(file)),
    pathOf,
    has: async (hash) => hashPattern.test(hash) && (await exists(pathOf(hash))),
    sizeOf: async (hash) => {
      try {
        return (await stat(pathOf(hash))).size;
      } catch (cause) {
        throw absent(cause);
      }
    },
    read: (hash, range) => createReadStream(pathOf(hash), range),
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Makes a rename survive a power cut. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function absent(cause?: unknown): AppError {
  return new AppError("not-found", {
    sentence: "This picture, clip or sound is not in the media store.",
    cause,
  });
}

function tooLarge(limit: number): AppError {
  const megabytes = Math.floor(limit / 1_000_000);
  return new AppError("too-large", {
    sentence: `The file is larger than ${megabytes} MB.`,
    nextStep: "Choose a smaller file.",
    field: "body",
  });
}
