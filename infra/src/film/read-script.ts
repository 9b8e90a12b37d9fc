import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { AppError } from "@backlot/shared/errors/app-error";
import { titlePageValue, type TitlePage } from "@backlot/shared/screenplay/block";
import { acceptScreenplay } from "@backlot/shared/screenplay/accept-screenplay";
import { importFountain } from "@backlot/shared/screenplay/import-fountain";
import type { ScriptSource } from "@backlot/shared/screenplay/script-source";
import { formatOf, refuseLarge } from "@backlot/shared/screenplay/script-format";
import { understandFdxStream, understandFile } from "@backlot/shared/screenplay/understand-file";
import { assembleScreenplay, doubtfulLines } from "@backlot/shared/screenplay/understood";

export type FilmScript = {
  title: string;
  source: ScriptSource;
  /** Sentences for the person: what could not be taken over as it was, and what was read with doubt. */
  remarks: string[];
};

/**
 * Reads the screenplay to film: Fountain, Final Draft, plain text or PDF.
 *
 * @throws AppError `bad-file` or `too-large` with the reason
 */
export async function readScript(path: string): Promise<FilmScript> {
  const { size, head } = await look(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause instanceof AppError) throw cause;
    const why = cause.code === "ENOENT" ? "There is no such file" : "The file cannot be read";
    throw new AppError("bad-file", { sentence: `${why}: ${path}`, cause });
  });
  const format = formatOf(path, head);
  refuseLarge(format, size);
  if (format === "fountain") {
    const bytes = await readFile(path);
    const { titlePage } = importFountain(bytes);
    return {
      title: titleOf(titlePage, path),
      source: { fountain: new TextDecoder().decode(bytes) },
      remarks: [],
    };
  }
  const understood =
    format === "fdx"
      ? await understandFdxStream(createReadStream(path), size)
      : await understandFile(path, await readFile(path));
  const screenplay = acceptScreenplay(assembleScreenplay(understood));
  const doubtful = doubtfulLines(understood).length;
  const remarks =
    doubtful === 0
      ? understood.remarks
      : [
          ...understood.remarks,
          `${doubtful === 1 ? "One line was" : `${doubtful} lines were`} read with doubt; importing the file in the browser shows which.`,
        ];
  return {
    title: titleOf(screenplay.titlePage, path),
    source: { screenplay, ...(understood.kept === null ? {} : { kept: understood.kept }) },
    remarks,
  };
}

/** Size and first bytes, so that a file that is too large is never loaded. */
async function look(path: string): Promise<{ size: number; head: Uint8Array }> {
  const { size } = await stat(path);
  const head: Buffer[] = [];
  for await (const piece of createReadStream(path, { end: 1023 })) head.push(piece as Buffer);
  return { size, head: new Uint8Array(Buffer.concat(head)) };
}

function titleOf(titlePage: TitlePage, path: string): string {
  return (titlePageValue(titlePage, "title") ?? basename(path, extname(path))).slice(0, 200);
}
