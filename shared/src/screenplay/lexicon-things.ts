/**
 * What things are called, by what a production does with them. Singular heads; a hyphen stands for a hyphen or a space.
 * Chosen by hand, with the noun classes of WordNet 3.1 (Princeton University) and word counts of film subtitles as a
 * reminder of what films are full of.
 */
const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** What somebody can take into their hands. */
export const propHeads = words(`
  ak-47 album alcohol almanac ammo ammunition anchor antidote anvil apple apricot artifact ash ashtray aspirin
  atlas award ax axe baby-bottle backpack badge bag bagel baggage bait ball balloon ballot banana bandage
  banknote banner bar-of-soap barometer basin basket bat baton battery bayonet beads beaker beans bedpan
  bedroll bedsheet beer bell bellows belt-buckle beretta bible billfold binder binoculars bird-cage birdseed
  biscuit bit-of-paper blade blanket blindfold blood-bag blowtorch blueprint blueprints boarding-pass boathook
  bobbin bolt-cutter bolt-cutters bomb bone book booklet bookmark boomerang bottle bottle-opener bouquet
  bow-and-arrow bowl box box-cutter bracket bread breadcrumb brick briefcase brochure broom broomstick brush
  bucket bulldog-clip bullet bun burger business-card butter button cable cake calculator calendar-page
  camcorder camera candle candlestick candy cane canister canteen capsule card cardboard carrot carton
  cartridge case cash cash-box cask casket cassette catalog cellphone certificate chain chainsaw chalice chalk
  champagne charger charm check checkbook cheese cheque cherry chess-piece chessboard chicken-leg chip chisel
  chocolate chopstick cigar cigarette cigarette-case cigarette-end cinder clamp clapperboard claw-hammer
  cleaver clip clipboard clock cloth club coal coaster coat-hanger cocktail coconut coffee coffeepot coffin
  coin colander colt comb comic compact compass computer computer-chip condom contract cookbook cookie cooler
  cord cork corkscrew cotton-wool coupon cowbell crate crayon credit-card cricket-bat croissant crossbow
  crossword crowbar crucifix crutch crystal cup cupcake cutlery cylinder dagger dart deck-of-cards derringer
  detonator diamond diary dice dictionary dildo diploma dipstick disc dish dish-towel dishcloth diskette docket
  document doll doll-head donut dossier doughnut drone drugs drumstick duffel duster dustpan dynamite
  ear-trumpet earphone earpiece egg electric-drill envelope eraser euro evidence-bag explosive extinguisher
  feather feed-bag feed-sack file film-reel fire-extinguisher firearm firecracker firewood fishing-net
  fishing-rod flag flare flash-drive flashlight flask flint floorplan floppy flour flower fly-swatter flyer
  folder food football fork form frisbee fruit fruitcake fuse gadget garbage-bag garland gas-can gasmask gauze
  gavel gem gift gin glass glass-bell globe glock glove-box glue goblet gold golf-club grain grape grapefruit
  grenade groceries guidebook gum gun gunpowder gurney hairbrush hairdryer hairpin hammer handbag handcuff
  handcuffs handgun handkerchief handset harness harpoon hatbox hatchet hay hearing-aid holster hook horseshoe
  hose hot-dog hourglass house-plant hymnal ice-axe ice-cream ice-cube ice-pack icepick idol incense ingot
  inhaler injector ink inkwell invitation invoice iron-bar jar jelly jerrycan jewel journal jug juice kerosene
  kettle key keyboard keycard keyring keys kit kite knapsack knife knitting lab-coat-hanger ladder ladle lamp
  lantern laptop lasso leaflet leash ledger lemon lemonade letter lever-arch lighter lighter-fluid linen
  linstock lipstick liquor list loaf lock locket lockpick logbook lollipop loot loupe luger luggage lunch
  lunch-pail lunchbox lute m-16 mace machete machine-gun magazine magnet magnifying-glass mail mallet manacle
  manila-folder map marble match matchbook matchbox matches meal meat medal medallion medicine megaphone menu
  metal-detector microphone microscope milk milk-bottle milkshake mirror missile mobile model money moneybag
  mop mortar mousetrap muffin mug music-box musket musket-ball nail nails napkin needle net newspaper nib note
  notebook notepad nut nutcracker oar octagon oil-can omelette onion orange orb outboard oven-glove package
  packet padlock page pail paint paintbox paintbrush painting pamphlet pan paper paper-bag paperback paperclip
  papers parachute parasol parcel parchment parts-list passport pawn pea peach peanut pear pebble pen pencil
  pendant penknife penny pepper perfume petal petition phial phone phone-book photo photograph pickaxe picture
  pie pill pillbox pin pincers pineapple pint pipe pistol pitcher pitchfork pizza placard plan plank plant-pot
  plaque plaster-cast plate platter pliers plug pocketknife pocketwatch poem poison poker-chip polaroid popcorn
  portfolio postage-stamp postcard poster pot potato potion pouch powder-keg pram prescription present price-tag
  printout prism projector-reel pry-bar puck pump pumpkin puppet purse pushchair puzzle quill racket radio rag rake
  ransom-note rattle razor receipt receiver record recorder reel reins remote report revolver ribbon rice rifle
  ring rock rocket-launcher rod roller rolling-pin rope rosary rose ruby rucksack ruler rum sabre sack saddle
  salt sandbag sandwich satchel sausage saw scale scalpel scepter sceptre scissors scoop scope scrap scrapbook
  screw screwdriver script scroll seashell shaker shears sheet-music shell shield shopping shopping-bag shotgun
  shovel shovelful sickle sieve silencer sketch skewer ski-pole skillet skipping-rope skull slate sledgehammer
  slide slingshot smartphone snack snare soap soda soup spade spanner spatula speaking-tube spear sponge spoon
  spray-can spyglass squeegee staff stake stamp stapler statuette steak stethoscope stick sticker stiletto
  stone stopwatch stove-lid straw stretcher string stroller submachine-gun sugar suitcase sunflower surfboard swab sword
  syringe tablet tack tape tape-recorder tarot-card taser tea teabag teacup teapot teaspoon teddy telegram
  telephone telescope tent-peg test-tube textbook thermometer thermos thimble thread ticket tide-table tile
  time-table tin tinfoil toast tobacco tobacco-tin token tomato tongs tool toolbox toothbrush toothpick torch
  towel toy train-ticket tranquilizer trap tray treasure tripod trophy trowel trunk tube turkey tweezers
  typewriter umbrella urn usb-stick uzi vase vial videotape vodka voucher waffle walkie-talkie walking-stick
  wallet walther wand warrant washcloth watermelon weapon whip whisk whiskey whisky wick winchester wine wire
  wire-cutters wishbone wood wool wrapper wreath wrench x-ray yarn yo-yo zip-tie
`);

/** What music is played on; a prop that is heard. */
export const instrumentHeads = words(`
  accordion bagpipe banjo bass bassoon bongo bugle cello chenda clarinet concertina cornet cymbal drum
  euphonium fiddle fife flute french-horn glockenspiel gong guitar harmonica harp harpsichord kazoo lute lyre
  mandolin oboe organ pan-pipes piano piccolo pipes saxophone sitar snare-drum steel-drum synthesizer tabla
  tambourine triangle trombone trumpet tuba ukulele viola violin xylophone zither
`);

/** What stands, hangs or is built in: the set. */
export const dressingHeads = words(`
  airlock altar anvil-block aquarium arch armchair armoire arrow-slit awning balcony bale banister banquette
  bar-stool barbed-wire-fence barrel barrier barstool bath bathtub beam bed bedside-table bench billboard
  birdbath birdcage blackboard blind blinds bollard bookcase bookshelf booth bulb bunk bunkbed bunting bureau
  bust cabinet cage candelabra canopy carpet cash-register cauldron chair chaise chalkboard chandelier chest
  chimney church-pew cistern clothes-line clothes-rail clothesline coal-bunker coat-rack coatstand coffee-table
  column console control-panel cooker copper cornice cot couch counter countertop cradle crib cross crucible
  cubicle cupboard curtain curtains cushion dais dartboard davit deckchair desk desktop dishwasher display-case
  divan dolls-house doorbell doormat drape drawer drawers dresser dressing-table dryer dumb-waiter dumbwaiter
  dumpster dustbin easel emergency-light fan faucet fence filing-cabinet fireplace fish-tank fixture flagpole
  flowerbed flowerpot footlight footlights footstool fountain freezer fridge furnace furniture fuse-box gallows
  garbage-can gate gauge generator gramophone grandfather-clock grandstand gravestone greenhouse grill hammock
  handrail hat-stand hatch hay-bale haystack headboard headstone hearth heater hedge hoarding hospital-bed
  hutch hydrant icebox ironing-board jukebox kennel kiosk lamp-post lamppost lampshade lattice lectern
  letterbox lever light-bulb light-switch lightbulb linoleum locker lounger mailbox manger mannequin mantel
  mantelpiece marquee mast mat mattress merry-go-round meter mezzanine microwave milestone millstone monitor
  mural neon neon-sign newsstand noticeboard ornament ottoman oven panelling parapet partition pedestal pew
  phone-booth phone-box photocopier pigeonhole pillar pillory pillow pinball-machine ping-pong-table pipes
  pipework plinth podium pool-table poolside-chair porthole portrait pulpit pumpjack pylon rack radiator
  railing railings range record-player refrigerator rocking-chair rug sarcophagus scaffold scaffolding
  scarecrow scoreboard screen searchlight seat settee sewing-machine sheet shelf shelves shelving showcase
  shower shrine shutter shutters sideboard signboard signpost sink skylight slab slot-machine sofa sofa-bed
  spotlight stall statue stool stove streetlamp streetlamps streetlight strip-light sundial swing switchboard
  table tablecloth tapestry tarpaulin telegraph-pole television tent throne toilet toilet-bowl tombstone
  trapdoor treadmill trellis trestle trolley trough turnstile tv vanity vat vending-machine vent volleyball-net
  wallpaper wardrobe-cupboard washbasin washing-line washing-machine washstand water-cooler water-tank
  waterwheel weathervane well wheelchair whiteboard windmill windowsill wine-rack workbench worktop
`);

/** What people travel in or on, driven, ridden or pushed. */
export const vehicleHeads = words(`
  aeroplane aircraft airliner airplane airship ambulance amphibian armored-car automobile balloon-basket barge
  bicycle bike biplane boat bomber boxcar bronco buggy bulldozer bus cabriolet cadillac camper canoe car
  caravan cargo-ship carriage cart catamaran chariot chevy chopper combine convertible corvette coupe cruiser
  destroyer dinghy dory driverless-car escape-pod estate-car excavator ferry ferryboat fighter-jet fire-engine
  fire-truck firetruck fishing-boat flatbed flying-saucer ford forklift freighter frigate galleon galley
  getaway-car glider go-kart golf-cart gondola gunboat half-track hang-glider harvester hatchback hearse
  helicopter houseboat hovercraft humvee hybrid jalopy jeep jet jet-ski jetski kayak land-rover landau lifeboat
  limo limousine liner locomotive longboat longship lorry maintenance-pod mercedes minibus minivan model-a
  model-t monorail moped motor-home motorbike motorboat motorcade motorcar motorcycle mustang narrowboat
  ocean-liner oil-tanker packard paddle-steamer panzer patrol-boat patrol-car pedalo penny-farthing pickup
  pickup-truck plane police-car police-cruiser police-van porsche pullman quad-bike racing-car
  raft rickshaw rocket rocket-ship rolls-royce rowboat rowing-boat s-bahn-train sailboat school-bus schooner
  scooter seaplane sedan segway semi ship shuttlecraft sidecar skateboard skiff skoda sled sledge sleigh sloop
  snowmobile snowplough snowplow space-shuttle spacecraft spaceship speedboat squad-car stage-coach stagecoach
  starship station-wagon steamboat steamer steamroller steamship streetcar submarine subway suv tank
  tanker taxi taxi-cab taxicab toboggan tow-truck towboat tractor tractor-trailer trailer train tram trawler
  tricycle trike trolleybus truck tug tugboat u-boat unicycle van vehicle vespa vessel volkswagen volvo wagon
  warship wartburg whaler wheelbarrow yacht zamboni zeppelin
`);

/** Animals and beings of fable. */
export const creatureHeads = words(`
  albatross alien alligator alpaca animal ant anteater antelope ape armadillo baboon badger barracuda bear
  beast beaver bee beetle bird bison bloodhound bluebird boar bobcat buffalo bull bulldog bullock bumblebee
  butterfly buzzard camel canary carp cat caterpillar cattle centipede cheetah chick chicken chihuahua chimp
  chimpanzee chipmunk cobra cockatoo cockerel cockroach collie condor cougar cow coyote crab cricket crocodile
  crow cub curlew cygnet deer demon dingo dinosaur doberman dobermann dog dolphin donkey dove dragon dragonfly
  duck duckling dung-beetle eagle eel egret elephant elk emu ewe falcon fawn ferret filly finch firefly fish
  flamingo flea foal fox fox-cub frog fruit-bat gazelle gecko gerbil ghost ghoul gibbon giraffe goat goblin
  goldfish goose gopher gorilla grasshopper gremlin greyhound grizzly guinea-pig gull hamster hare hawk
  hedgehog heifer hen heron herring-gull hippo hornet horse hound housefly hummingbird husky hyena insect
  jackal jackdaw jackrabbit jellyfish kangaroo kestrel kingfisher kitten koala labrador ladybird ladybug lamb
  lapdog lark leech leopard lion lioness livestock lizard llama lobster locust lynx macaw maggot magpie mallard
  mammoth mare mastiff minnow mongoose mongrel monkey monster moose mosquito moth mouse mule mummy mutt mynah
  newt nightingale octopus ogre orangutan orca ostrich otter owl ox paint-horse palfrey panda panther parakeet
  parrot partridge peacock pelican penguin pheasant pig pigeon piglet polar-bear pony poodle porcupine porpoise
  puffin puma pup puppy python rabbit raccoon rat rattlesnake raven reindeer reptile retriever rhino rhinoceros
  robin robot rook rooster rottweiler salamander salmon scorpion seabird seagull seahorse seals shark sheep
  sheepdog shrimp skunk sloth snail snake spaniel sparrow spider squid squirrel stag stallion starfish starling
  steed stork swallow swan swine tadpole tarantula termite tern terrier thrush tiger toad tomcat tortoise troll
  trout turtle unicorn vampire viper vole vulture walrus warthog wasp weasel werewolf whale whippet wildebeest
  wolf wolfhound wombat woodpecker worm wren yak zebra zombie
`);

/** What is worn. */
export const costumeHeads = words(`
  anorak apron armband armor armour balaclava ball-gown bandana bandanna bangle bathrobe beanie belt beret bib
  bikini blazer bloomers blouse boa bobble-hat bodice bonnet boot bow-tie bowler bowtie boxers bra bracelet
  bracer braces breastplate breeches briefs brooch bustle cagoule camisole cap cape cardigan cassock chainmail
  chaps choker cloak clog clothes coat codpiece collar corsage corset costume coverall coveralls cowl cravat
  crinoline crown cufflink dinner-jacket dirndl disguise doublet down-jacket dress dressing-gown dungarees
  earmuffs earring epaulette ermine eye-patch eyeglasses eyepatch fatigues fedora fez flannels flight-suit
  flip-flop frock fur fur-coat gaiters galoshes garter gas-mask gauntlet gi girdle glasses glove gloves goggles
  gown greatcoat gumboots hairnet halo-band hard-hat hat head-torch headband headdress headphones headscarf
  headset helmet hi-vis high-heels hood hoodie housecoat jacket jeans jerkin jersey jewellery jewelry jodhpurs
  jumper jumpsuit keffiyeh kerchief kilt kimono kippah knickers lab-coat lanyard lapel leathers leggings
  leotard lingerie livery loafers loincloth lungi mackintosh mantilla mask mitten mittens moccasin monocle
  mortarboard muffler mundu neckerchief necklace necktie nightcap nightdress nightgown nightie nightshirt
  oilskin oilskins outfit overall overalls overcoat overshoes pajamas pantaloons panties pants pantyhose parka
  pearls petticoat pillbox-hat pinafore pince-nez pinstripe plimsolls pocket-watch polo-neck poncho
  pressure-suit pullover pyjamas raincoat robe robes ruff sandal sari sarong sash scarf scrubs shawl shirt shoe
  shoes shorts shroud signet-ring singlet skates skirt skullcap slacks sleeve slipper slippers smock
  smoking-jacket sneaker sneakers sock socks sombrero space-suit spacesuit spectacles spurs star-badge stetson
  stilettos stocking stockings suit sunglasses surplice suspenders sweater sweatshirt swimming-trunks swimsuit
  t-shirt tank-top thermal-hood tiara tie tights toga tool-belt top-hat topcoat toque track-suit tracksuit
  trainers trench-coat trilby trousers tunic turban turtleneck tutu tux tuxedo underclothes underpants
  undershirt underwear uniform union-suit vambrace veil vest visor waders waistband waistcoat watch-chain
  wedding-dress wedding-ring wellies wellingtons wetsuit whites windbreaker wrist-watch wristwatch
`);

/** Heads that are verbs as well: "the ring", but "she rings". They count only where a noun can stand. */
export const alsoVerbs = words(`
  alien alligator anchor ape arch armor armour ash automobile award ax axe backpack badge badger bag bait bale
  ball balloon ballot bandage barge barrel bat bayonet beam bear beaver bed beetle bell belt bench bib bicycle
  bike bill bird blanket blind blindfold blueprint boat bomb bone bonnet book boomerang boot bottle bow bowl
  box bracket bread brooch broom brush bucket buffalo bugle bull bulldog bundle bunk bus bust bustle butter
  butterfly button cab cable cage cake can candle candy cane canoe canopy cap capsule caravan card carp carpet
  cart case cash casket cat catalog certificate chain chair chalk chariot charm check cheese cheque chevy chip
  chisel clamp clip cloak clock clog club coach coal coat coffin coin collar comb combine compact compass
  concertina console contract copper cord cork corkscrew cornice corset costume couch counter cow cowl crab
  cradle crane crate crayon crib cricket cross crow crown cub cup curtain cushion dart dice disguise dish
  docket document dog drape dress drill drink drone drum duck dynamite eagle egg falcon fan fawn feather fence
  ferret ferry fiddle file fish flag flare flip-flop flour flower flute fly foal ford fork form fox frock frog
  fruit fuse garland garter gate gauge gi gift gin girdle glass glue gong goose gown grain grandstand grill
  gull gum gun habit hammer handcuff hare harness harp harpoon hat hatch hawk hay hedge hog hood hook horse
  horseshoe hose hot-dog hound incense ink invoice jacket jackrabbit jar jelly jet jewel joint jug junk kayak
  kennel key kit kite kitten knife ladder ladle lamb lark lasso launch leash leech letter lever lighter
  lipstick list loaf lock loot lunch mail manacle map marble mask mat match medicine meter microwave milk
  mirror model monitor monkey mop mortar motorbike motorboat motorcycle mouse mug nail needle net note nut orb
  ornament outfit oyster package padlock page paint pan paper parachute parcel parrot partition pawn peach pen
  pencil pepper perfume petition phone photograph picture pig pigeonhole pillory pillow pin pipe pitchfork
  placard plan plane plank plate plug pod poison pot pouch present pump punt pup purse puzzle rabbit rack
  racket radio raft rag rake ram range rat rattle raven razor receipt record reel report rice rifle rig ring
  robe rock rocket rook rope ruff sabre sack saddle salt sandbag sandwich saw scaffold scale scarf scoop scrap
  screen screw script scroll seal seaplane seat shark sheet shell shield ship shirt shoe shovel shower shrimp
  shrine shroud shutter shuttle sieve signpost sink skateboard sketch skewer skirt skunk slate sled sledge
  sledgehammer sleigh slide slip slug smack smock snack snail snake snare snowmobile soap sock soup spade spear
  sponge spoon spotlight squeegee stack staff stag stake stall stamp steamer steamroller stick stone stool
  straw string submarine sugar suit surfboard swab swallow swan swing syringe table tack tank tape taxi
  telephone telescope tent thread throne ticket tie tile tin toast toboggan tool torch towel toy train tram
  trap treasure trellis troll trowel truck trumpet tube tug turtle unicycle uniform veil vent vest videotape
  waffle wallpaper warrant watch well whale wheelbarrow whip whisk will wine wire wolf worm wrench yacht yak
  yarn
`);
