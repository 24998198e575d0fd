"""What is not a cat: its kinds, where they may be, and how often they come up."""

from __future__ import annotations

from data.drawing import animals, faces, outdoors, things, vehicles
from data.drawing.places import deep, land, room, sky, water

# Where some kinds usually are, where else, how often there, how many shares of the pictures each
# has, and which they are. What is nearest to a cat comes most often.
_GROUPS = (
    (land, room, 0.3, 4, (faces.dog, faces.fox, faces.rabbit, faces.owl)),
    (land, room, 0.3, 1, (faces.bear, faces.pig, faces.mouse, faces.frog, faces.person)),
    (land, room, 0.3, 1, (faces.robot, animals.bird, animals.hedgehog, animals.penguin)),
    (land, room, 0.0, 1, (animals.butterfly, animals.snail, animals.turtle, animals.ladybird)),
    (room, land, 0.4, 1, (things.teapot, things.mug, things.clock, things.lamp, things.cake)),
    (room, land, 0.6, 1, (things.ice_cream, things.fruit, things.strawberry, things.guitar)),
    (room, land, 0.6, 1, (things.present, things.umbrella, things.ball, things.pot_plant)),
    (land, room, 0.2, 1, (outdoors.flower, outdoors.tulips)),
    (land, room, 0.0, 1, (outdoors.tree, outdoors.fir, outdoors.mushroom, outdoors.snowman)),
    (land, room, 0.0, 1, (outdoors.house, outdoors.windmill)),
    (land, room, 0.0, 1, (vehicles.car, vehicles.bus, vehicles.train)),
    (water, land, 0.0, 1, (vehicles.sailing_boat, outdoors.lighthouse, animals.duck)),
    (deep, water, 0.3, 1, (animals.fish, animals.whale)),
    (sky, land, 0.0, 1, (vehicles.aeroplane, vehicles.balloon, vehicles.rocket)),
)
KINDS = {kind: group[:3] for group in _GROUPS for kind in group[4]}
SHARES = {kind: group[3] for group in _GROUPS for kind in group[4]}
