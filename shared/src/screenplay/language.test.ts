import { expect, test } from "vitest";
import { textBlock } from "./block.ts";
import { mediaLanguage, spokenLanguage } from "./language.ts";

const said = (text: string) =>
  spokenLanguage([textBlock("action", "The rain."), textBlock("dialogue", text)]);

test.each([
  ["en", "What is it that you want? They have not come for this."],
  ["de", "Ich weiß nicht, was du willst. Die Fähre ist weg, und wir sind es auch."],
  ["fr", "Je ne sais pas ce que tu veux. Elle est dans le bateau, et nous, pas."],
  ["es", "No sé lo que quieres. El barco se fue, pero yo no."],
  ["it", "Non so che cosa vuoi. Il traghetto è partito, ma io sono qui."],
  ["nl", "Ik weet niet wat je wilt. De boot is weg, en wij zijn het ook."],
  ["pl", "Nie wiem, co to jest. Ona nie przyjdzie, ale ja tak."],
  ["he", "אני לא יודעת מה אתה רוצה"],
  ["ja", "時計は真夜中に止まる。"],
  ["ru", "Я не знаю, чего ты хочешь."],
])("RUN-33: %s is heard in what is said", (language, text) => {
  expect(said(text)).toBe(language);
});

test("RUN-33: a name or a single foreign word does not make a film foreign", () => {
  expect(said("Adiós, Señor. You are not the man that I knew.")).toBe("en");
  expect(said("No.")).toBe("en");
  expect(spokenLanguage([])).toBe("en");
});

test("RUN-33: media files name languages by three letters", () => {
  expect(["en", "de", "he", "xx"].map(mediaLanguage)).toEqual(["eng", "deu", "heb", "und"]);
});
