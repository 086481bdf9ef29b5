"""Signs to look twice at a posting. Advisory: nothing is ever dropped for them."""

import re

PAY_OUT_OF_RANGE = "pay_out_of_range"
ASKS_FOR_MONEY = "asks_for_money"
MASS_REPEATS = "mass_repeats"

# Without any of these there is nothing to look for; a look costs little.
_HINTS = (
    *("взнос", "плат", "залог", "депозит", "паспорт", "карт", "стартов", "набор"),
    *("pasport", "passport", "deposit", "fee", "card", "oldindan", "avans", "garov"),
    *("олдиндан", "гаров"),
)
_MONEY = re.compile(
    r"\b(?:внесите|внести|оплатите|оплатить|переведите|перевести|перечислите)\b"
    r"[^.!?\n]{0,30}(?:предоплат|взнос|залог|депозит)"
    r"|(?:вступительн|регистрационн|гарантийн|первоначальн)\w+\s+(?:взнос|платеж|платёж|депозит)"
    r"|оплат\w+\s+(?:обучени\w+|курс\w*)\s+(?:за\s+(?:свой|ваш)|самостоятельно|кандидат)"
    r"|обучение\s+платное|платн\w+\s+обучени\w+\s+перед"
    r"|купить\s+(?:стартов\w+|набор|форму)|стартов\w+\s+(?:набор|пакет)\s+(?:за|стоит)"
    r"|oldindan\s+to['ʻʼ’]?lov|avans\s+to['ʻʼ’]?la|олдиндан\s+тўлов|garov\s+puli|гаров\s+пули"
    r"|(?:send|pay|transfer)\b[^.!?\n]{0,30}\b(?:deposit|registration\s+fee|upfront|advance\s+fee)",
)
_DOCUMENTS = re.compile(
    r"(?:пришл\w+|отправ\w+|скин\w+|вышл\w+)[^.!?\n]{0,40}(?:паспорт|данные\s+карт|номер\s+карт|фото\s+карт|cvv)"
    r"|pasport\w*\s+(?:nusxa|rasm)\w*[^.!?\n]{0,20}(?:yubor|tashla)"
    r"|паспорт\w*\s+(?:нусха|расм)\w*[^.!?\n]{0,20}(?:юбор|ташла)"
    r"|send\b[^.!?\n]{0,40}\b(?:passport|card\s+number|bank\s+card)",
)  # fmt: skip
_DENIED = re.compile(
    r"(?:без|никак\w+|не\s+(?:берем|берём|требу\w+|просим|нуж\w+))\s+(?:\w+\s+){0,2}"
    r"(?:взнос|вложени|предоплат|залог|платеж|платёж|депозит)|no\s+(?:\w+\s+){0,2}(?:fee|deposit)"
    r"|to['ʻʼ’]?lovsiz|бесплатн\w+\s+обучени",
)


def signs_in(text: str) -> tuple[str, ...]:
    """What the words of a posting tell: it asks for money or documents beforehand."""
    # Lower case once: patterns that mind the case are several times faster.
    text = text.lower()
    if not any(hint in text for hint in _HINTS):
        return ()
    asks = _DOCUMENTS.search(text) or (_MONEY.search(text) and not _DENIED.search(text))
    return (ASKS_FOR_MONEY,) if asks else ()
