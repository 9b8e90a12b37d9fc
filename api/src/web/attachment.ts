/**
 * A content-disposition that makes a browser save under a name. What may not stand in a file name on some system is
 * replaced; names in other scripts are kept (RFC 6266), with an ASCII stand-in for those who cannot read them.
 */
export function attachment(name: string): string {
  const safe = fileName(name);
  const ascii =
    safe
      .normalize("NFKD")
      .replace(/[^\x20-\x7e]/g, "")
      .replace(/["%]/g, "") || "download";
  const encoded = encodeURIComponent(safe).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A name without folders, control characters or leading dots, of at most 150 characters. */
export function fileName(name: string): string {
  const cleaned = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, "-")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const short = Array.from(cleaned).slice(0, 150).join("");
  return short === "" ? "download" : short;
}
