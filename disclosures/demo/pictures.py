"""Pictures of building sites for the demonstration: a few shapes each, drawn the same on every machine. No photographs."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 720, 480
SKY, GROUND, BRICK, STONE, GLASS = "#cfe3ee", "#9fb58a", "#b8654a", "#c9c2b5", "#7fb3cc"
DARK, LIGHT, WATER, WOOD, LEAF = "#3b4650", "#f4f1ea", "#5d93ad", "#8a6a45", "#5b8a52"
Draw = ImageDraw.ImageDraw


def picture(name: str) -> bytes:
    """PNG of one of SCENES."""
    image = Image.new("RGB", (WIDTH, HEIGHT), SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 350, WIDTH, HEIGHT), fill=GROUND)
    SCENES[name](draw)
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _block(draw: Draw, left: int, top: int, right: int, bottom: int, wall: str = BRICK) -> None:
    """A house of flats with its windows."""
    draw.rectangle((left, top, right, bottom), fill=wall)
    for y in range(top + 18, bottom - 30, 50):
        for x in range(left + 18, right - 30, 56):
            draw.rectangle((x, y, x + 30, y + 26), fill=LIGHT)


def _tree(draw: Draw, x: int, foot: int, size: int = 44) -> None:
    draw.rectangle((x - 5, foot - size, x + 5, foot), fill=WOOD)
    draw.ellipse((x - size, foot - size * 3, x + size, foot - size + 6), fill=LEAF)


def _elevator(draw: Draw) -> None:
    _block(draw, 60, 60, 420, 370)
    draw.rectangle((420, 40, 530, 370), fill=GLASS, outline=DARK, width=5)
    for y in range(92, 360, 52):
        draw.line((420, y, 530, y), fill=DARK, width=4)
    draw.rectangle((440, 200, 510, 250), fill=LIGHT, outline=DARK, width=3)
    draw.polygon([(530, 370), (690, 410), (530, 410)], fill=STONE)


def _street(draw: Draw) -> None:
    _block(draw, 0, 110, 300, 350, STONE)
    draw.polygon([(0, 480), (260, 350), (470, 350), (720, 480)], fill=LIGHT)
    for x in range(0, 720, 72):
        draw.line((360, 350, x, 480), fill=STONE, width=3)
    for x, size in ((420, 36), (510, 44), (630, 56)):
        _tree(draw, x, 350 + size, size)
    draw.rectangle((90, 400, 230, 414), fill=WOOD)
    draw.rectangle((100, 414, 112, 440), fill=DARK)
    draw.rectangle((208, 414, 220, 440), fill=DARK)


def _houses(draw: Draw) -> None:
    for left in (30, 260, 490):
        draw.rectangle((left, 210, left + 190, 350), fill=LIGHT)
        draw.polygon([(left - 16, 214), (left + 95, 130), (left + 206, 214)], fill=DARK)
        draw.rectangle((left + 78, 270, left + 116, 350), fill=WOOD)
        draw.rectangle((left + 20, 244, left + 56, 284), fill=GLASS)
    draw.rectangle((0, 390, WIDTH, HEIGHT), fill=WATER)
    for step in range(4):
        draw.rectangle((300, 372 + step * 12, 420, 382 + step * 12), fill=STONE)


def _pump(draw: Draw) -> None:
    draw.rectangle((0, 330, WIDTH, HEIGHT), fill=WATER)
    draw.polygon([(0, 330), (180, 300), (540, 300), (720, 330), (720, 370), (0, 370)], fill=WOOD)
    for x in (150, 300, 450):
        draw.rectangle((x, 190, x + 90, 320), fill="#2f6f9f")
        draw.ellipse((x - 4, 160, x + 94, 220), fill="#2f6f9f", outline=DARK, width=4)
        draw.rectangle((x + 32, 110, x + 58, 180), fill=DARK)


def _lines(draw: Draw) -> None:
    _block(draw, 420, 120, 700, 350, STONE)
    draw.polygon([(0, 480), (300, 350), (420, 350), (560, 480)], fill=DARK)
    draw.line((40, 420, 330, 386), fill=STONE, width=22)
    draw.line((70, 452, 380, 410), fill=STONE, width=22)
    _tree(draw, 120, 350)
    _tree(draw, 250, 350, 36)


def _bed(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, 350), fill=LIGHT)
    draw.rectangle((0, 350, WIDTH, HEIGHT), fill=STONE)
    draw.rectangle((250, 60, 470, 220), fill=GLASS, outline=WOOD, width=8)
    for left in (40, 400):
        draw.rectangle((left, 300, left + 280, 360), fill="white", outline=DARK, width=3)
        draw.rectangle((left, 230, left + 14, 400), fill=WOOD)
        draw.rectangle((left + 266, 270, left + 280, 400), fill=WOOD)
        draw.line((left + 60, 280, left + 220, 280), fill=DARK, width=6)
    draw.line((60, 180, 220, 180), fill=DARK, width=10)


def _bridge(draw: Draw) -> None:
    draw.rectangle((0, 300, WIDTH, HEIGHT), fill=WATER)
    for x in range(30, 720, 130):
        draw.rectangle((x, 190, x + 34, 360), fill=STONE)
        draw.rectangle((x - 14, 170, x + 48, 196), fill=STONE)
    draw.rectangle((0, 372, WIDTH, 386), fill=DARK)
    draw.polygon([(470, 300), (690, 300), (660, 350), (500, 350)], fill=BRICK)
    draw.line((600, 300, 500, 70), fill=DARK, width=9)
    draw.line((500, 70, 500, 180), fill=DARK, width=4)


def _road(draw: Draw) -> None:
    draw.rectangle((0, 300, WIDTH, HEIGHT), fill="#c8b95f")
    draw.polygon([(200, 480), (340, 300), (380, 300), (600, 480)], fill=DARK)
    draw.line((360, 310, 400, 480), fill=LIGHT, width=6)
    draw.rectangle((596, 200, 604, 420), fill=DARK)
    draw.rectangle((560, 190, 640, 250), fill="#2f6f9f")
    _tree(draw, 110, 300, 34)


def _park(draw: Draw) -> None:
    _tree(draw, 200, 360, 70)
    _tree(draw, 520, 350, 56)
    draw.ellipse((110, 360, 290, 410), outline=WOOD, width=14)
    draw.polygon([(380, 400), (400, 250), (416, 250), (500, 400), (470, 400), (412, 290), (400, 400)], fill=BRICK)
    draw.ellipse((300, 430, 640, 474), fill=WATER)


ALT = {
    "elevator": "示意图：六层红砖住宅，右侧新装了玻璃电梯井，门前有一条坡道",
    "street": "示意图：铺平的人行道，左边一张长椅，右边三棵行道树",
    "houses": "示意图：河边三户农房，屋面换了深色小瓦，河埠四级台阶",
    "pump": "示意图：堤岸上并排的三台蓝色水泵",
    "lines": "示意图：路边放倒的两根水泥电杆，路口上方没有电线",
    "bed": "示意图：两张护理床，床边和墙上有扶手，中间是一扇窗",
    "bridge": "示意图：水面上六个桥墩，前面停着一艘起重船",
    "road": "示意图：稻田中间的乡村公路，路边立着蓝色站牌",
    "park": "示意图：小公园里两棵树、一座滑梯和一汪浅水",
}
"""What each shows, for those who do not see it."""
SCENES: dict[str, Callable[[Draw], None]] = {
    "elevator": _elevator, "street": _street, "houses": _houses, "pump": _pump, "lines": _lines, "bed": _bed,
    "bridge": _bridge, "road": _road, "park": _park,
}  # fmt: skip
