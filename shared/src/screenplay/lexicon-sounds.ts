/**
 * Closed word lists of what is heard. The verbs are the classes of English verbs of sound: what things emit, what animals
 * and people utter without words. English only.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Base forms of words that sound: RING, RINGS, RINGING. */
const soundStems = words(`
  applause baa babble backfire bam bang bark bawl beep belch bell bellow blam blare blast blat bleat bleep blip boing bong boom bray bubble bump
  burble burp buzz cackle caterwaul caw chant chatter cheep cheer chime chink chirp chirr chirrup chitter chomp chortle chuff chug clack clackety clam
  clang clank clankety clap clash clatter click clickety clickety-clack clink clip-clop clomp clonk clop cluck clump clunk coo cough crack crackle
  crash creak crepitate croak crunch cry ding dong drip drone drum drumbeat dum echo explode explosion fanfare fizz fizzle flap flutter footfall
  footstep gasp giggle gobble gong grate grind groan growl grumble grunt guffaw gunfire gunshot gurgle hammer hee-haw hiccup hiss holler honk hoofbeat
  hoot horn howl hubbub hum jangle jingle kerplunk klaxon knell knock laugh meow mew moan moo murmur mutter neigh nicker oink patter peal phut
  ping pitter-patter plash plink plonk plop plunk pop pound purr putter quack rap rasp rat-a-tat rattle retch rev reverberate ring rip roar rumble
  rustle scrabble scrape scratch screak scream screech scrunch shatter shot shout shriek sigh sing siren sizzle skirl skitter slam slap slosh slurp
  smack smash snap snarl sneeze snick snicker sniffle snigger snip snore snort snuffle sob sough spatter splash splat splinter splutter sputter squawk
  squeak squeal squelch squish stomp strike stutter swish swoosh tap thock throb thrum thud thump thunder thunderclap thunk thwack tick tick-tock tink
  tinkle titter tock toll toot tramp trill trumpet twang tweet twitter ululate vroom wail warble wham wheeze whicker whimper whine whinny whir whirr
  whish whisper whistle whiz whizz whomp whoop whoosh whump woof yammer yap yell yelp yip yodel yowl zap zing
`);

/** Sounds that nobody writes down unless they are heard: as verbs they are sounds whoever makes them. */
export const plainSounds = words(`
  baa backfire bang bark bawl beep belch bellow blare blat bleat bleep boing bong boom bray burble burp buzz caterwaul caw cheep chime chink chirp
  chirr chirrup chitter chuff chug clack clang clank clash clatter click clickety-clack clink clip-clop clomp clop cluck clump clunk coo cough crackle
  crash creak crepitate croak crunch ding drip drone explode fizz fizzle gasp grate groan growl grunt gurgle hee-haw hiccup hiss honk hoot howl jangle
  jingle meow moan moo neigh nicker oink patter peal ping pitter-patter plash plink plonk plop plunk pop purr putter quack rasp rattle retch roar
  rumble rustle screak scream screech shriek sizzle skirl skitter slam slosh snarl sneeze snore snuffle sob sough splash splat splutter sputter squawk
  squeak squeal squelch squish swish swoosh thock throb thrum thud thump thunder thunk thwack tick tinkle tock toll toot trill twang tweet twitter
  ululate vroom wail warble wheeze whicker whimper whine whinny whir whirr whish whizz whomp whoosh whump woof yammer yap yell yelp yip yowl
`);

/** Of these, how people speak or what is acting in them: "he growls", "she coughs". */
export const mannersOfSpeaking = words(`
  bawl belch bellow blare bleat boom burp buzz cackle coo cough croak drone groan growl grunt guffaw hiccup hiss moan purr rasp rumble snarl sneeze snort sob
  splutter sputter squeak thunder trill warble wheeze whine
`);

/** Sounds when a thing makes them, and something else when a person does: "the phone rings", "she rings him". */
export const thingSounds = words(`
  boom bubble chatter clap cough crack drum echo grind hammer hum knock murmur mutter pound rap rev ring scrape scratch shatter sigh sing slap snap strike stutter tap toll trumpet whir whisper whistle
`);

/** Things that are heard when a sentence says nothing but that they are there: "Wheels.", "Breathing." */
export const heardThings = words(`
  alarm applause bark barking barks bell bells birdsong breath breathing breaths buzzer buzzing chatter cheering cheers chimes church-bells cicadas
  clapping cowbells crickets curlews doorbell doorbells engine engines foghorn foghorns footfalls footsteps frogs gulls gunfire gunshot gunshots
  hammering heartbeat hoofbeats hooves horn horns hum klaxon knocking laughter motor motors muttering oars owls paddling panting ringing rotors
  seagulls shots shouting singing siren sirens snoring sobbing splashes static surf thunder traffic typing voices wheels whirring whispering whispers
  whistle whistles whistling wings wipers
`);

/** Nouns that are nothing but sounds, whatever stands around them. */
export const soundNouns = words(`
  applause barking beep beeping beeps birdcall birdsong blare bleating bleep booming braying buzz buzzer buzzing cacophony chanting chatter cheering
  cheers chirp chirping clamour clang clanging clangour clank clapping clatter click clicking commotion crackle crackling crash crashes creak creaking
  croaking crunch crunching din droning drumbeat explosion fanfare footfall footfalls footstep footsteps gasps grinding groan groaning groans growl
  growling grunt grunts gunfire gunshot gunshots hammerblow hammering heartbeat heartbeats hiss honking hoofbeat hoofbeats hoot howl howling hubbub
  jangle jingle klaxon knock knocking laughter moan moaning moans murmur musketry patter pattering peal popping pounding purr purring rattle rattling
  reverb ringing ringtone roar roaring rumble rumbling rustle rustling scrape scraping scream screaming screams screech screeching shriek shrieking
  shrieks siren sirens sizzle snarl snarling snoring sobbing sobs splash splashing splutter squawk squawking squeak squeal squealing squeals static
  thud thudding thump thumping thunder thunderclap thunderclaps ticking tinkle tinkling titter toot twittering uproar wail wailing wails wheeze
  wheezing whimper whimpering whimpers whine whines whining whirr whirring whispering whistling whoops whoosh yell yells yelp yelping yelps yowl
`);

/** Forms that no ending makes. */
const irregularForms: Readonly<Record<string, string>> = {
  struck: "strike",
  rang: "ring",
  rung: "ring",
  sang: "sing",
  sung: "sing",
};

const shortVowel = /^[^aeiou]*[aeiou][^aeiouwxy]$/;

/** A word that sounds: its base form and the ending that it has. */
export type SoundWord = { base: string; ending: "" | "s" | "ing" | "ed" };

const known = new Map<string, SoundWord | null>();
const mostKnown = 20_000;

/** What a word in small letters is as a sound: "ringing" is "ring", and "taping" is not "tap". */
export function soundWord(word: string): SoundWord | undefined {
  const before = known.get(word);
  if (before !== undefined) return before ?? undefined;
  const found = readSound(word);
  if (known.size >= mostKnown) known.clear();
  known.set(word, found ?? null);
  return found;
}

function readSound(word: string): SoundWord | undefined {
  if (soundStems.has(word)) return { base: word, ending: "" };
  const irregular = irregularForms[word];
  if (irregular !== undefined) return { base: irregular, ending: "ed" };
  const [, stem = "", written = ""] = /^(.*?)(es|s|ed|d|ing)$/.exec(word) ?? [];
  if (stem.length < 2) return undefined;
  const ending = written === "ing" ? "ing" : written.endsWith("s") ? "s" : "ed";
  const isDoubled = stem.at(-1) === stem.at(-2) && written !== "s" && written !== "es";
  const bases = [
    ...(written === "ed" || written === "ing" ? (shortVowel.test(stem) ? [] : [stem]) : [stem]),
    ...(isDoubled ? [stem.slice(0, -1)] : []),
    ...(written === "ing" || written === "es" || written === "ed" ? [`${stem}e`] : []),
    ...(stem.endsWith("i") ? [`${stem.slice(0, -1)}y`] : []),
  ];
  const base = bases.find((one) => soundStems.has(one));
  return base === undefined ? undefined : { base, ending };
}

/** Whether a word in small letters has a stem of the sound list. */
export function isSoundWord(word: string): boolean {
  return soundWord(word) !== undefined;
}
