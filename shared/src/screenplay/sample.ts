/** The screenplay of the sample project: "Slack Water", about seven pages, written for Backlot. */
export const sampleScreenplay = `Title: **Slack Water**
Credit: Written for
Author: Backlot
Draft date: First draft

EXT. HARBOUR STREET - NIGHT

Rain. A narrow street runs down to black water. Every window is dark but one.

TOMAS REYES, 34, thin, in a grey suit that was never meant for weather, walks fast under a broken umbrella. He carries a wooden box against his chest the way people carry a child.

The wind takes the umbrella. He watches it go down the street. He does not put the box down.

A sign swings over the lit window. It reads: VALE & SON, CLOCKS AND TIDES.

Tomas climbs the two steps and lifts the knocker.

INT. CLOCK WORKSHOP - NIGHT

Forty clocks on the walls, none of them agreeing. One lamp over a long bench.

INGRID VALE, 68, silver hair pinned with a pencil, leather apron, bends over a movement with a loupe in her eye. She was a harbour pilot once and still stands as if the floor could move.

Under the bench sits her granddaughter JUNO, 12, quick, bare feet, a red scarf wound twice round her neck. She reads a tide table by the light of a brass lantern.

JUNO
High water at ten past four. Again.

INGRID
It was ten past four last week.

JUNO
Last week the table was wrong. This week the sea is.

Three knocks. Juno looks up. Ingrid does not.

INGRID
We are closed.

The door opens anyway. Tomas comes in with the rain behind him. He stands there, dripping on the boards.

TOMAS
They told me in the town you would say that.

INGRID
And did they tell you why?

TOMAS
They said you stopped opening the door.

Ingrid takes the loupe out of her eye. She looks at his shoes, then at the wooden box.

INGRID
Juno. A towel.

Juno slips out through the curtain at the back.

Tomas puts the box on the bench and lifts the lid. Inside, in wet newspaper, lies a brass tide clock, green with salt, its single hand stopped between two numbers.

Ingrid stops breathing for a moment.

INGRID
(quietly)
Where did you get this?

TOMAS
From a net. I work for the insurance office. A trawler brought it up on Monday, off the breakwater.

INGRID
What boat did they say it came from?

TOMAS
They didn't. There is a name on the back.

He turns the tide clock over. Scratched into the brass: MARIGOLD.

INGRID
My husband sailed on the Marigold.

TOMAS
I know. That is why I came at night.

The forty clocks tick. Somewhere a cuckoo strikes the wrong hour.

Juno comes back through the curtain with a towel and holds it out to Tomas. She sees the clock.

JUNO
It's stopped at ten past four.

CUT TO:

INT. KITCHEN - LATER

Small, warm, low beams. A kettle WHISTLES on an iron stove.

Tomas sits at the table. He has changed into a fisherman's sweater, far too large for him. His grey suit hangs over the stove and steams.

Juno pours the tea. Ingrid stands at the window with her back to them, the tide clock in her hands.

TOMAS
The office needs a signature. If the clock is from the Marigold, the wreck is where the net was. They will close the file.

INGRID
Eleven years it has been open.

TOMAS
Yes.

INGRID
And what does a closed file look like, Mr Reyes?

TOMAS
It's a drawer. It's just a drawer.

Juno turns the clock to the lamp in Ingrid's hands. She presses her thumb against the rim. A small plate swings open with a CLICK.

Behind it, wrapped in oilcloth, is an iron key.

JUNO
Grandmother.

Ingrid takes the key. She knows it before she has looked at it.

INGRID
This is the key to the lamp room.

TOMAS
What lamp room?

JUNO
At the end of the breakwater. It's under water. It has always been under water.

INGRID
Not always. Twice a year, at the lowest tide. For twenty minutes.

She looks at the tide table in Juno's pocket.

INGRID (CONT'D)
When is low water?

Juno already has it open.

JUNO
Ten past four.

They all look at the tide clock. Its hand stands between the two numbers, and it is pointing down.

TOMAS
He set it. He stopped it on purpose.

INGRID
He wanted somebody to be on time.

She puts the key in the pocket of her apron and leaves the kitchen.

Tomas looks at Juno. Juno drinks his tea.

JUNO
You should get your shoes.

INT. CLOCK WORKSHOP - CONTINUOUS

Dark now. Only the brass lantern on the bench is burning.

Ingrid takes a yellow raincoat from a nail, an old one, a man's. She holds it for a moment. Then she puts it on.

Juno enters from the kitchen, hopping, one boot on.

JUNO
I am coming with you.

INGRID
You are twelve.

JUNO
I can read the table. You can't see the numbers without the glass.

Ingrid cannot argue with that. She hands her the lantern.

Tomas walks in, wet shoes in his hand.

TOMAS
Mrs Vale. If the office hears that I let you walk out there in the dark, I will lose my job.

INGRID
Then don't let me walk. Carry the rope.

She throws him a coil of rope from the wall. He catches it with both arms.

All at once the forty clocks begin to STRIKE. Four, nine, eleven, one. The three of them stand in the noise.

JUNO
(over the clocks)
It's half past three!

Ingrid opens the door. Wind fills the room. She goes out without looking back, and Juno runs out after her.

Tomas stays alone among the clocks. He looks at the open box, the wet newspaper. Then he follows them and pulls the door shut.

EXT. BREAKWATER - DAWN

No rain now. A long wall of stone runs out into a grey sea, and the sea is leaving. On both sides black rock rises out of the water, hung with weed.

Ingrid, now in the yellow raincoat, walks in front with the lantern. Juno is behind her, counting her steps. Tomas comes last with the rope over his shoulder.

TOMAS
Is it safe?

INGRID
It is a wall. It doesn't care.

A wave BOOMS against the far side. Spray falls across the stones. Tomas slips and goes down on one knee. Juno turns back and gives him her hand.

JUNO
Walk where it's dry.

TOMAS
Nowhere is dry.

JUNO
Then walk where I walk.

At the end of the wall stands the stump of an old lighthouse. Beneath it, stairs that nobody has seen for half a year go down into the tide. Weed, mussels, iron. The water draws back from one step. Then from another.

JUNO (CONT'D)
Four minutes past.

They wait. Gulls CRY above them.

TOMAS
May I ask what he was like?

INGRID
Late. All his life he was late.

The water uncovers a low iron door.

INGRID (CONT'D)
Tie the rope to the ring. Hold the other end. If I pull twice, you pull.

TOMAS
And if you don't pull?

INGRID
Then you have a drawer for that.

She takes the lantern and the key and goes down the steps. Juno watches the tide table, not the sea. Her lips move.

INT. LAMP ROOM - CONTINUOUS

A round stone room, dripping. Shells have grown up the walls. In the middle, on an iron stand, a great glass lamp, whole.

Ingrid ducks in under the door, the lantern in front of her. Her light goes into the lamp and comes out in a hundred pieces.

She walks round it once. On the stand lies a tobacco tin, sealed with wax.

She breaks the wax with the key. In the tin, dry as the day it was folded, is a letter.

She reads it. We do not. The lantern shows us only her face.

JUNO (O.S.)
Grandmother! Ten past!

Ingrid does not move.

Juno appears in the doorway, water round her ankles.

JUNO
It's turning. We have to go.

INGRID
He says the lamp still works.

JUNO
Who says?

INGRID
He says he hid it here so that they couldn't sell it, and that he was sorry to be late for supper.

Juno looks at the lamp. Then she takes off her red scarf and wipes the salt from the glass.

Ingrid opens the lantern, takes out the burning wick and puts it to the lamp. It catches. White light fills the room, the door, the stairs.

The water reaches the iron door. The rope jerks twice.

INGRID
Now.

Juno runs out. Ingrid puts the letter inside the yellow raincoat, looks once at the light, and leaves.

EXT. BREAKWATER - CONTINUOUS

Tomas hauls on the rope with his whole weight. Juno climbs up over the edge, then Ingrid, soaked, laughing for the first time.

The sea closes over the door. But under the water the lamp goes on burning, and a long green light spreads out across the harbour.

TOMAS
How long will it burn?

INGRID
Until the tide is out again.

Tomas takes a folded form from his pocket. The ink has run. He looks at it, then he lets the wind have it.

JUNO
What will you tell the drawer?

TOMAS
That I was late.

INT. CLOCK WORKSHOP - MORNING

Sun in the window. The door stands open to the street.

Ingrid hangs the brass tide clock on the one empty nail. She sets its hand with her finger, listens, and lets it go.

It TICKS.

Juno sleeps under the bench with the tide table on her face. Tomas, wearing his grey suit again, two sizes smaller than yesterday, stops at the door.

TOMAS
Should I close it?

Ingrid thinks about it.

INGRID
Leave it open.

Tomas steps out into the light.

On the wall the single hand begins to rise.

> FADE OUT.
`;
