/**
 * Closed word lists of the breakdown rules: verbs, people, sounds, and what is never a thing. English only; other
 * languages fall back on cues, headings and capitals. What things are called stands in `lexicon-things.ts`.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Verbs after which a thing is in somebody's hands. Base forms; "picks up" is found under "pick". */
export const handlingVerbs = words(`
  aim brandish bring burn carry catch clutch cradle dial draw drink drop eat fire fold give grab grip hand hang haul hide hold hurl juggle kick
  lift light load lower offer open pass pick place play pluck pocket point pour press produce pull punch push put raise reach read release remove
  seal seize shake sharpen shove show slam slide smash smoke snatch spill squeeze steal swing take tear throw toss turn twist unfold unlock unwrap wave
  wipe wind wrap write set uncover untie tie tuck
`);

/** Never props: bodies, rooms and their furniture, nature, abstractions. */
export const notProps = words(`
  arm back body breath cheek chin ear elbow eye face finger fist foot forehead hair hand head heart hip knee leg lip mouth neck nose palm
  shoulder skin thumb toe tongue tooth voice waist weight wrist blood tear
  bar bath bed bench cabinet ceiling chair corner counter couch cupboard curtain desk door doorway edge end fireplace floor gate hall lid
  light middle mantel oven room roof seat shelf side sign sink sofa stair stairs step stool stove street table top wall window yard town
  air beach cloud dark darkness fire fog grass harbour harbor moon mud night rain river road sand sea sky smoke snow sun tide tree water wave weed wind
  advice attention care chance control course deal decision distance effort feeling glance help hold idea job kiss lead look lot moment move
  name nod notice number pause permission place point position question reason seat sense shot silence sip smile space step story thing time
  turn view walk way word work world breathe bit half pair couple piece kind sort man woman boy girl child people person everybody nobody
  somebody other one rest line aim form hour minute second day numbers boards
`);

/** Words about the camera; they are never things in the story. */
export const cameraWords = words(`
  ANGLE BACK BEGIN BLACK CAMERA CLOSE CLOSEUP CLOSER CREDITS CUT DISSOLVE DOLLY END ESTABLISHING EXT EXTREME FADE FLASHBACK FRAME FREEZE HOLD INSERT INT
  INTERCUT LATER LONG MATCH MONTAGE MOMENTS MOVING OMITTED ON OPENING OVER PAN POV PULL PUSH REVERSE REVEAL SCENE SERIES SHOT SHOTS SLOW SMASH SPLIT SUPER TIGHT TILT
  TITLE TITLES TRACK TRACKING UNDER VARIOUS VIDEO WIDE WIDER ZOOM CONTINUOUS CONTINUED MORE THE AND OF IN AT TO
`);

/** Roles that name a person when written in capitals without an age: WAITER, SECOND GUARD. */
export const roleHeads = words(`
accountant acrobat actor actress admiral adviser agent aide alderman ambassador anchor anchorman announcer apprentice archer artist assassin assistant astronaut athlete
attendant attorney auctioneer aunt auntie babe baby babysitter bachelor baker ballerina bandit bandmaster bandsman banker barber barista barmaid barman baron bartender bather beggar besieger bishop bloke bodyguard
bookkeeper boss bouncer boy boyfriend brakeman bride bridegroom bridesmaid brother brute bruiser builder bully burglar businessman busker butcher butler buyer bystander cabbie cadet camper captain caretaker carpenter
cashier celebrant champion chaperone chauffeur cheerleader chef chief child choirboy citizen clergyman cleric clerk climber clown coachman cobbler colleague collector colonel comedian commander commuter companion conductor
constable contestant convict cook cop coroner corporal counsellor courier courtier cousin cowboy cowgirl craftsman crewman criminal critic cripple cyclist dad daddy dancer daughter deacon dealer dentist deputy detective
diner diplomat director diver docker doctor doorman dressmaker drinker driver drummer drunk duchess duke dwarf editor elder emperor empress engineer executive executioner farmer farmhand father ferryman fiance
fiancee fiddler fighter firefighter fireman fisherman flautist flower-girl footman foreman fortune-teller friar friend gambler gamekeeper gangster gardener gaoler general gentleman giant girl girlfriend governess
governor grandad grandchild granddaughter grandfather grandma grandmother grandpa granny grandson gravedigger grocer groom groundsman guard guardian guest guide guitarist gunman guy gymnast hairdresser hangman harlot heckler herald hiker hipster
hitchhiker hitman hooker horseman host hostage hostess housekeeper housewife hunter husband infant informer inmate innkeeper inspector instructor intern interpreter interviewer investigator jailer janitor jester jeweller jockey jogger
journalist judge juror kid kidnapper killer king knight labourer laborer lad lady laird landlady landlord lass lawyer leader lecturer librarian lieutenant lifeguard listener loner looter lord lover lumberjack madam
magician magistrate maid maiden mailman major man manager marine marksman marshal mate matron mayor mechanic medic merchant mermaid messenger midwife miller milkman miner mistress monk mother motorcyclist mourner mover
mum mummy musician nanny navigator neighbor neighbour nephew newsboy newscaster newsreader niece nobleman novice nun nurse nursemaid officer official onlooker operative operator orderly orphan owner painter pal paramedic
parent parishioner parson partner passenger passerby passer-by pastor patient patron patrolman pedestrian penitent person pharmacist photographer physician pianist pickpocket pilgrim pilot pirate player plumber poacher poet policeman
policewoman politician pope porter postman postmaster potter preacher president priest prince princess prisoner producer professor prosecutor prostitute protester psychiatrist punter queen racer rabbi rancher ranger rebel
receptionist recruit referee refugee reporter rescuer reveller rider robber royal runner saint sailor salesgirl salesman saleswoman samurai schoolboy schoolgirl schoolmaster scientist scout seamstress seamstres secretary senator sentry sergeant servant
shaman shepherd sheriff shoemaker shopkeeper shopper singer sister skater smoker smuggler sniper soldier solicitor son spectator spy squire stagehand stable-boy stationmaster steward stewardess stoker stranger student suitor superintendent surgeon
survivor sweeper swimmer tailor teacher technician teenager teller tenant thief thug toddler tourist townswoman townsman tracker trader tramp traveller traveler trainer treasurer trooper trucker trumpeter tutor twin typist uncle undertaker
usher usherette vagrant valet vendor vicar victim villager violinist visitor volunteer voter waiter waitress warden warder warrior washerwoman watchman weaver wedding-guest welder whore widow widower wife winchman witch witness wizard woman worker worshipper
writer youngster youth zookeeper skipper mahout gunner urchin crone hag matriarch patriarch
`);

/** One word for many people. */
export const groupHeads = words(`
  audience army band battalion brigade cast choir class company congregation couple crew crowd entourage faithful family gang garrison
  household jury mob orchestra patrol people police posse procession public queue regiment squad staff team throng townsfolk troop troupe villagers
  townspeople tribe
`);

/** Describing words that may stand in a thing's name without an article before it. */
export const describers = words(`
  big black blue brass broken brown bronze burning copper crumpled dirty empty enormous folded giant glass gold golden gray great green grey heavy iron
  ivory large leather little long metal mysterious narrow new old orange paper pink plastic purple red rusty sealed sharp shiny silver small
  steel stone strange tattered thick thin tin tiny torn violet wet white wooden yellow woollen silk tide tobacco violin
`);

/** Words that qualify a mention without being part of a name. */
export const weakWords = words(`
  same other whole last first second next only own single one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred another few many several open
  closed very such lit now again still
`);

const irregular: Readonly<Record<string, string>> = {
  mice: "mouse",
  geese: "goose",
  men: "man",
  women: "woman",
  children: "child",
  people: "person",
  teeth: "tooth",
  feet: "foot",
  loaves: "loaf",
};

/** The singular of a regular English plural; words that only look like plurals stay. */
export function singular(word: string): string {
  if (
    /(?:glasses|scissors|binoculars|jeans|trousers|shorts|overalls|pyjamas|pajamas|sunglasses|spectacles|goggles|fatigues|tights|whites|series|lens|gas|canvas|chess|bus|mattress|harness|cross|dress|glass|waitress|actress)$/.test(
      word,
    )
  )
    return word;
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ves)$/.test(word))
    return (
      {
        knives: "knife",
        wolves: "wolf",
        scarves: "scarf",
        shelves: "shelf",
        loaves: "loaf",
        wives: "wife",
        thieves: "thief",
        calves: "calf",
        elves: "elf",
        leaves: "leaf",
      }[word] ?? word.slice(0, -1)
    );
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (/(?:men|women)$/.test(word) && word.length > 3) return `${word.slice(0, -2)}an`;
  if (/[^su]s$/.test(word)) return word.slice(0, -1);
  return irregular[word] ?? word;
}

/** The base form of a third-person or -ing verb, as far as the lists need it: "carries" is "carry". */
export function verbBase(word: string): string {
  return verbBaseIn(word, handlingVerbs);
}

/** The form of a word that is on a list of base forms; the word itself when none is. */
export function verbBaseIn(word: string, list: ReadonlySet<string>): string {
  if (list.has(word)) return word;
  const last = word.charCodeAt(word.length - 1);
  if (last === 115) {
    for (const form of [word.slice(0, -1), word.replace(/es$/, ""), word.replace(/ies$/, "y")])
      if (list.has(form)) return form;
  }
  if (word.endsWith("ing")) {
    const stem = word.slice(0, -3);
    for (const form of [stem, `${stem}e`, stem.slice(0, -1)]) if (list.has(form)) return form;
  }
  if (word.endsWith("ed")) {
    for (const form of [word.slice(0, -1), word.slice(0, -2), word.slice(0, -3)])
      if (list.has(form)) return form;
  }
  return word;
}
