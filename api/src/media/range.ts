import type { ByteRange } from "@backlot/shared/server/media-store";

/**
 * The one byte range that a Range header asks for, both ends included. Null: send everything (no header, several
 * ranges, or not in bytes, as RFC 9110 allows). `unsatisfiable`: it lies outside the file.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null | "unsatisfiable" {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  const [from, to] = [match?.[1] ?? "", match?.[2] ?? ""];
  if (match === null || (from === "" && to === "")) return null;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}
