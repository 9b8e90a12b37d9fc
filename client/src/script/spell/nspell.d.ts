declare module "nspell" {
  /** A Hunspell-compatible checker. */
  export type NSpell = {
    correct: (word: string) => boolean;
    suggest: (word: string) => string[];
  };
  export default function nspell(aff: string, dic: string): NSpell;
}
