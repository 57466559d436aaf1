"""What a chat program offers above or below its list is no question, and belongs to none."""

from __future__ import annotations

import pytest

from tests.formats.test_key_lists import read_text

NUMBERED = "1. Which?\na) Rome\n*b) Oslo\n\n2. Where?\na) Rome\nb) Oslo\nAnswer: b\nExplanation: It is so.\n"
BARE = "Which?\na) Rome\n*b) Oslo\n\nWhere?\na) Rome\n*b) Oslo\n"


@pytest.mark.parametrize("listed", [NUMBERED, BARE])
@pytest.mark.parametrize(
    "offer",
    [
        "Would you like me to turn these into a Kahoot, or make an easier version?",
        "**Would you like a printable version?**",
        "Great luck with your class! Would you like some more?",
        "Shall I make an answer sheet?",
        "Can I also add explanations?",
        "Let me know if you want more!",
        "If you'd like, I can also turn these into a Kahoot.",
        "Would you like me to:\n- add explanations\n- make it harder?",
        "Möchtest du, dass ich noch mehr Fragen schreibe?",
        "Soll ich daraus ein Kahoot machen?",
        "Wenn du möchtest, mache ich daraus ein Kahoot.",
        "Sag mir einfach Bescheid!",
        "Voulez-vous que je les transforme en Kahoot ?",
        "Souhaites-tu que je crée une version plus facile ?",
        "N'hésitez pas à me le dire.",
        "Si vous voulez, je peux ajouter des explications.",
        "¿Quieres que las convierta en un Kahoot?",
        "¿Te gustaría que hiciera una versión más fácil?",
        "Si quieres, puedo hacer una versión más fácil.",
    ],
)
def test_an_offer_is_told_and_left_out(offer: str, listed: str) -> None:
    said = f"“{offer.partition(chr(10))[0][:60]}” is no question and was left out"
    for text, line in ((f"{listed}\n{offer}\n", listed.count("\n") + 2), (f"{offer}\n\n{listed}", 1)):
        reading = read_text(text)
        assert [taken.item.stem for taken in reading.taken] == ["Which?", "Where?"]
        assert reading.taken[1].item.explanation == ("It is so." if "It is" in listed else "")
        assert not reading.skipped
        assert f"line {line}: {said}" in reading.notes


@pytest.mark.parametrize(
    "text",
    [
        f"{NUMBERED}\nShall I compare thee to a summer's day?\n",
        f"{NUMBERED}\n3. Would you like some tea?\n",
        f"{NUMBERED}\n3. Which word is missing?\n\nCan I give\na) you\n*b) he\n",
        f"{BARE}\nWould you like some tea?\na) Yes, please.\nb) No, I don't like.\n",
        f"Would you like some tea?\na) Yes, please.\nb) No, I don't like.\n\n{BARE}",
        f"{BARE}\nWould you like to drink\n- tea\n- one tea\n",
        f"1. Read this.\n\nWould you like some tea?\n\nWhat is the answer?\na) Yes.\nb) Like.\n\n{NUMBERED[10:]}",
    ],
)
def test_what_may_be_asked_stays(text: str) -> None:
    reading = read_text(text)
    assert not any("is no question and was left out" in note for note in reading.notes)
