"""Numerals of automatic numbering: Chinese in its several ways of counting, letters, Roman, circled."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def chinese_thousands(value: int, digits: str = "零一二三四五六七八九", units: str = "十百千万") -> str:
    """Chinese numeral with 十, 百, 千, 万 ("chineseCountingThousand"): 12 十二, 105 一百零五, 2010 二千零一十.

    Args:
        value: 0 to 99 999 999.
        digits: The ten digits from zero.
        units: Ten, hundred, thousand, ten thousand.
    """
    if value >= 10_000:
        high = chinese_thousands(value // 10_000, digits, units) + units[3]
        low = value % 10_000
        if not low:
            return high
        return high + (digits[0] if low < 1000 else "") + _below_ten_thousand(low, digits, units)
    text = _below_ten_thousand(value, digits, units) or digits[0]
    # 10 to 19 are counted 十, 十一, not 一十; legal numerals keep the one.
    return text[1:] if 10 <= value < 20 and digits[1] == "一" else text


def _below_ten_thousand(value: int, digits: str, units: str) -> str:
    parts: list[str] = []
    gap = False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = value // power % 10
        if digit:
            parts.append((digits[0] if gap and parts else "") + digits[digit] + unit)
            gap = False
        else:
            gap = True
    return "".join(parts)


def chinese_counting(value: int) -> str:
    """Chinese numeral as Word's "chineseCounting" prints it: 十, 二十一 below a hundred, then digit by digit 一〇五."""
    return chinese_thousands(value) if value < 100 else chinese_digits(value)


def chinese_digits(value: int) -> str:
    """Digit by digit ("ideographDigital"): 10 一〇, 23 二三."""
    return "".join(DIGITS[int(digit)] for digit in str(value))


def chinese_legal(value: int, traditional: bool = False) -> str:
    """Legal numerals (大写) 壹贰叁, 拾壹 as 壹拾壹."""
    return chinese_thousands(value, _LEGAL_TRADITIONAL if traditional else _LEGAL_SIMPLIFIED, "拾佰仟万")


def roman(value: int) -> str:
    """Lower-case Roman numeral; digits from 4000 on, where there is none."""
    if value >= 4000:
        return str(value)
    text = ""
    for number, sign in _ROMAN:
        text += sign * (value // number)
        value %= number
    return text


def letters(value: int) -> str:
    """Letters from a to z, then aa, bb … as Word and browsers of old count; digits beyond 26 rounds."""
    rounds, index = divmod(value - 1, 26)
    return chr(ord("a") + index) * (rounds + 1) if rounds < 26 else str(value)


def circled(value: int) -> str:
    """① to ㊿; digits beyond."""
    if 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    if 36 <= value <= 50:
        return chr(0x32B1 + value - 36)
    return str(value)


def cycle(value: int, signs: str) -> str:
    """Signs of a cycle (甲乙丙, 子丑寅), repeated from the start behind the last; digits below one."""
    return signs[(value - 1) % len(signs)] if value >= 1 else str(value)


def full_width(value: int) -> str:
    """Full-width Arabic digits."""
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(value))
