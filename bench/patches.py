"""Cuts photographs into 32 x 32 patches: patches.py BACKGROUNDS FOLDER [SIDE]

Each photograph is shrunk to a few widths and cut into tiles that do not overlap, so that a tile shows an object or a part of one.
Tiles with almost nothing on them (sky, blurred ground) are left out. Whole photographs are held out, so that no tile of the test
split has a neighbour in training. The same files give the same tiles.
"""
import os
import sys

from PIL import Image, ImageStat

SIDE = 32
WIDTHS = [160, 256, 384, 512, 640, 800]
# Standard deviation of the grey levels, of 255: below it a tile is taken for empty.
LEAST_CONTRAST = 8

# Photographs of real things; the packages have drawings too. The name is looked for below the folder given.
TRAIN = [
    "Bridge_by_Sander_Klootwijk.jpg", "Dragonfly_by_Bolly.jpg", "Picture_1A_by_freespace.jpg", "Wine_by_Jakkub_Mede.jpg",
    "aitzgorri_by_Aitzol_Berasategi.jpg", "free_by_Peter_Nerlich.jpg", "friends_by_Aitzol_Berasategi.jpg",
    "life_by_Aitzol_Berasategi.jpg", "sunset_by_Aitzol_Berasategi.jpg",
    "Aqua.jpg", "Blinds.jpg", "Dune.jpg", "FreshFlower.jpg", "Garden.jpg", "GreenMeadow.jpg", "LadyBird.jpg", "RainDrops.jpg",
    "Storm.jpg", "TwoWings.jpg", "Wood.jpg", "YellowFlower.jpg",
]
# These may be shown: CC BY 4.0, CC0, CC BY 4.0.
TEST = ["picosdeeuropa_by_Aitzol_Berasategi.jpg", "seeding_by_Clements_Engelhardt.jpg", "Picture_0B_by_freespace.jpg"]


def find(folder):
    found = {}
    for base, _, names in sorted(os.walk(folder)):
        for name in names:
            found.setdefault(name, os.path.join(base, name))
    return found


def tiles(photo):
    for width in WIDTHS:
        if width > photo.width:
            break
        small = photo.resize((width, round(photo.height * width / photo.width)), Image.LANCZOS)
        for top in range(0, small.height - SIDE + 1, SIDE):
            for left in range(0, width - SIDE + 1, SIDE):
                tile = small.crop((left, top, left + SIDE, top + SIDE))
                if ImageStat.Stat(tile.convert("L")).stddev[0] >= LEAST_CONTRAST:
                    yield tile


def main():
    source, target = sys.argv[1:3]
    files = find(source)
    for split, names in (("train", TRAIN), ("test", TEST)):
        folder = os.path.join(target, split)
        os.makedirs(folder, exist_ok=True)
        count = 0
        for name in names:
            if name not in files:
                sys.exit(f"'{name}' is not below {source}: install lomiri-wallpapers-16.04 and mate-backgrounds.")
            for tile in tiles(Image.open(files[name]).convert("RGB")):
                tile.save(os.path.join(folder, f"{count:05}.png"))
                count += 1
        print(f"{split}: {count} images of {SIDE} x {SIDE} from {len(names)} photographs")


main()
