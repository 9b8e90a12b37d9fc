/** The first `limit` code units of a text, never half of a character. */
export function clampText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}

/** The last `limit` code units of a text, never half of a character. */
export function clampStart(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const first = text.charCodeAt(text.length - limit);
  return text.slice(text.length - (first >= 0xdc00 && first <= 0xdfff ? limit - 1 : limit));
}
