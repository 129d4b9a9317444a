"""Who is meant: texts written for the purpose, with every source and the names it must resolve to."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quoth.core.model import Document, Span, Speaker
from quoth.core.parse import Parse, ParsedSentence
from quoth.core.people.cast import _same_person
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse
from quoth.core.segment.tokens import tokenize


def resolve(text: str, *sources: str, title: str | None = None) -> tuple[list[str], dict[str, Speaker]]:
    """The names of the speakers of sources that follow each other in the text, joined by " & ", and the speakers."""
    people = find_people(parse(Document("test", text, title=title)))
    spans, at = [], 0
    for source in sources:
        start = text.index(source, at)
        at = start + len(source)
        spans.append(Span(start, at))
    found = people.resolve(spans)
    speakers = {speaker.id: speaker for speaker in people.speakers(id for ids in found for id in ids)}
    return [" & ".join(speakers[id].name for id in ids) for ids in found], {s.name: s for s in speakers.values()}


CASES = {
    "surnames like particles": (
        "Finance Minister Lee Moss and his wife Ana Moss visited Oslo. Mr. Moss said so. Mrs. Moss agreed.",
        ["Mr. Moss", "Mrs. Moss"],
        ["Lee Moss", "Ana Moss"],
    ),
    "the minister who spoke just before": (
        ("Norwegian Foreign Minister Eva Roth met Chilean Defence Minister Luis Vega. The Foreign Minister said so. "
        "The Defence Minister agreed. The Minister added that more would follow."),
        ["The Foreign Minister", "The Defence Minister", "The Minister"],
        ["Eva Roth", "Luis Vega", "Luis Vega"],
    ),
    "counted people without known titles": (
        "Mr. Dar and Mr. Bayramov held a press conference. The two foreign ministers said they would meet. Each smiled.",
        ["The two foreign ministers", "Each"],
        ["Dar & Bayramov"] * 2,
    ),
    "a meeting told of by a bare title": (
        "The Secretary of State met Minister Roth. They discussed trade. The Secretary smiled.",
        ["They", "The Secretary"],
        ["the Secretary of State & Roth", "the Secretary of State"],
    ),
    "as many of a meeting as are counted": (
        ("National Security Advisor Ann Lee held a call with Secretary General Carl Voss and Director Luis Vega on the "
        "meeting between President Ivo Brandt and Chairman Max Orlow. The three NSAs agreed."),
        ["The three NSAs"],
        ["Ann Lee & Carl Voss & Luis Vega"],
    ),
    "leaders from several places": (
        "Legislative leaders from Kentucky, Ohio, and North Carolina said so. They both agreed.",
        ["Legislative leaders from Kentucky, Ohio, and North Carolina", "They both"],
        ["Legislative leaders from Kentucky, Ohio, and North Carolina"] * 2,
    ),
    "things are no speakers": (
        ("President Elena Duarte spoke. The meeting highlighted it. A mistake said so. These insights told them. "
        "The Budget asks. The administration said so."),
        ["The meeting", "A mistake", "These insights", "The Budget", "The administration"],
        ["", "", "", "", "the administration"],
    ),
    "a pronoun with a verb or adverb beside it": (
        "President Carl Moss spoke. Has he said so? He sort of said so. The Chinese have said so.",
        ["Has he", "He sort of", "The Chinese have"],
        ["Carl Moss", "Carl Moss", "Chinese"],
    ),
    "a relative clause without its pronoun": (
        "President Elena Duarte spoke. These three objects the President said were gone.",
        ["three objects the President"],
        ["Elena Duarte"],
    ),
    "a number of people": (
        "A number of senators said so.",
        ["A number of senators"],
        ["senators"],
    ),
    "adjectives joined in one description": (
        "Leaders from the financial and philanthropic sectors said so.",
        ["Leaders from the financial and philanthropic sectors"],
        ["Leaders from the financial and philanthropic sectors"],
    ),
    "a body and what it is": (
        "The Brook Coalition, a trade group and lender said so.",
        ["The Brook Coalition, a trade group and lender"],
        ["Brook Coalition"],
    ),
    "a name before an abbreviated country": (
        "President Biden discussed with President Abbas U.S. efforts to help. President Abbas said so.",
        ["President Abbas said"],
        ["Abbas"],
    ),
    "a body that is only talked about is not they": (
        "Crews went through the Brook Institute. They said so.",
        ["They"],
        [""],
    ),
    "a short form in the plural": (
        ("National Security Advisors Ann Lee, Carl Voss and Luis Vega met in Oslo. The three NSAs agreed to meet again."),
        ["The three NSAs"],
        ["Ann Lee & Carl Voss & Luis Vega"],
    ),
    "initials and short names of a body": (
        "According to the IMF, growth will slow. The Fund said so. The International Monetary Fund's staff left.",
        ["the IMF", "The Fund"],
        ["International Monetary Fund"] * 2,
    ),
    "the spokesperson of before": (
        "A Foreign Office spokesperson said India had been invited. The spokesperson added that a reply was awaited.",
        ["A Foreign Office spokesperson", "The spokesperson"],
        ["Foreign Office spokesperson"] * 2,
    ),
    "two sides that are named together": (
        ("Advisor Ann Lee met Director Wang Yi in Malta. The talks touched on Taiwan. Taiwan was not there. The two sides "
        "agreed to further talks between the United States and the People’s Republic of China."),
        ["The two sides"],
        ["United States & China"],
    ),
    "who speaks is named later": (
        "This, he noted, is the largest programme in the region. President Omar Diaz left at noon.",
        ["he"],
        ["Omar Diaz"],
    ),
    "no noun, no speaker": ("It was important said nobody. Anna Berg left.", ["important"], [""]),
    "titles in any order": (
        ("Sri Lanka's Foreign Minister and Deputy Prime Minister Nimal Perera met Finance Minister Ruwan Silva. "
        "Deputy Prime Minister Perera said trade would grow. Mr. Silva agreed. Foreign Minister Perera thanked him. "
        "Perera added that talks would go on."),
        ["Deputy Prime Minister Perera", "Mr. Silva", "Foreign Minister Perera", "Perera"],
        ["Nimal Perera", "Ruwan Silva", "Nimal Perera", "Nimal Perera"],
    ),
    "pronouns by given name": (
        "Maria Kowalska, the mayor, met Jan Nowak on Monday. He said the bridge would open. She warned of delays.",
        ["He", "She"],
        ["Jan Nowak", "Maria Kowalska"],
    ),
    "pronoun goes on with the last speaker": (
        ("Foreign Minister Aisha Rahman told reporters that President John Okello's visit was useful. "
        "She praised the officials who came along. She also thanked Brazil."),
        ["Foreign Minister Aisha Rahman", "She", "She"],
        ["Aisha Rahman", "Aisha Rahman", "Aisha Rahman"],
    ),
    "pronoun goes to a new subject": (
        ("President Okello said he was pleased. Prime Minister David Lund arrived later in the day. "
        "He called the talks frank."),
        ["President Okello", "He"],
        ["Okello", "David Lund"],
    ),
    "both leaders and they": (
        ("Prime Minister Anna Berg of Norway met with President Tomas Ruiz of Peru in Lima. Both leaders welcomed the "
        "accord. They agreed to meet again. The two leaders urged calm. The Prime Minister thanked Peru. "
        "The President praised the visit."),
        ["Both leaders", "They", "The two leaders", "The Prime Minister", "The President"],
        ["Anna Berg & Tomas Ruiz"] * 3 + ["Anna Berg", "Tomas Ruiz"],
    ),
    "president and vice president": (
        ("President Carla Mendes and Vice President Paulo Dias spoke to the press. The Vice President said the budget "
        "was ready. The President noted the delay."),
        ["The Vice President", "The President"],
        ["Paulo Dias", "Carla Mendes"],
    ),
    "which minister": (
        ("Foreign Minister Idris Kamara hosted Trade Minister Lena Vogt on Tuesday. The trade minister said exports "
        "rose. The foreign minister welcomed it. Both ministers called for more flights."),
        ["The trade minister", "The foreign minister", "Both ministers"],
        ["Lena Vogt", "Idris Kamara", "Idris Kamara & Lena Vogt"],
    ),
    "minister of a country": (
        ("Georgia's Foreign Minister Levan Beridze met Armenian Foreign Minister Ara Petrosyan in Tbilisi. "
        "The Armenian foreign minister said the road was open. The Georgian minister agreed. "
        "The Armenian side thanked Georgia. Beridze said his Armenian counterpart was right. "
        "His Armenian counterpart repeated the offer. Both sides signed a plan."),
        ["The Armenian foreign minister", "The Georgian minister", "The Armenian side", "Beridze",
         "His Armenian counterpart", "Both sides"],
        ["Ara Petrosyan", "Levan Beridze", "Armenia", "Levan Beridze", "Ara Petrosyan", "Georgia & Armenia"],
    ),
    "two people of one surname": (
        ("Senator Tom Hill and his wife, Dr. Jane Hill, spoke on Friday. Senator Hill said the law was bad. "
        "Ms. Hill disagreed."),
        ["Senator Hill", "Ms. Hill"],
        ["Tom Hill", "Jane Hill"],
    ),
    "royalty": (
        ("His Majesty King Faisal III of Jordan received Crown Prince Omar bin Talal. The King stressed unity. "
        "King Faisal also thanked the Crown Prince. The Crown Prince voiced support."),
        ["The King", "King Faisal", "The Crown Prince"],
        ["King Faisal III", "King Faisal III", "Omar bin Talal"],
    ),
    "suffixes and initials": (
        ("President Joseph R. Biden, Jr. called Prime Minister Pedro L. Costa, Jr. on Monday. President Biden voiced "
        "support. Prime Minister Costa welcomed it."),
        ["President Biden", "Prime Minister Costa"],
        ["Joe Biden", "Pedro L. Costa, Jr."],
    ),
    "family name first": (
        ("Prime Minister Fujita Kenji met President Park Min Ho. Fujita said ties were close. Park agreed. "
        "Kenji Fujita left on Sunday."),
        ["Fujita", "Park", "Kenji Fujita"],
        ["Fujita Kenji", "Park Min Ho", "Fujita Kenji"],
    ),
    "small words in names": (
        ("Ursula van den Berg met Sheikh Khalid bin Rashid Al Thani and Abdel Karim el-Masri. Van den Berg asked for "
        "aid. El-Masri said Egypt would help. Sheikh Khalid agreed."),
        ["Van den Berg", "El-Masri", "Sheikh Khalid"],
        ["Ursula van den Berg", "Abdel Karim el-Masri", "Khalid bin Rashid Al Thani"],
    ),
    "office and tail": (
        ("Secretary General of the Arab League Samir Haddad met Minister for Strategic Affairs Dana Levi and Speaker of "
        "the House Mike Turner. Haddad urged restraint. Levi said no. The Speaker declined to comment."),
        ["Haddad", "Levi", "The Speaker"],
        ["Samir Haddad", "Dana Levi", "Mike Turner"],
    ),
    "apposition": (
        ("The prime minister, Ivan Horvat, said taxes would fall. Petra Novak, the governor of the central bank, "
        "warned of inflation. Novak, 54, asked for patience."),
        ["The prime minister, Ivan Horvat", "Petra Novak, the governor of the central bank", "Novak"],
        ["Ivan Horvat", "Petra Novak", "Petra Novak"],
    ),
    "lists": (
        ("President Okello, Prime Minister David Lund and a spokesman for the ministry condemned the attack. "
        "Okello and Lund asked for help. Former agent and analyst Rita Moss doubted it."),
        ["President Okello, Prime Minister David Lund and a spokesman for the ministry", "Okello and Lund",
         "Former agent and analyst Rita Moss"],
        ["Okello & David Lund & spokesman for the ministry", "Okello & David Lund", "Rita Moss"],
    ),
    "bodies": (
        ("The World Food Council (WFC) said stocks were low. The WFC asked for money. Russia's Foreign Ministry denied "
        "it. The ministry said the figures were old. Moscow accused the West. The White House disagreed. "
        "Reuters reported that police had no comment."),
        ["The World Food Council (WFC)", "The WFC", "Russia's Foreign Ministry", "The ministry", "Moscow",
         "The White House", "Reuters", "police"],
        ["World Food Council", "World Food Council", "Russia's Foreign Ministry", "Russia's Foreign Ministry",
         "Russia", "White House", "Reuters", "police"],
    ),
    "spokespeople": (
        ("Foreign Ministry spokesperson Mumtaz Qazi said talks were on. The spokesperson added that a date was set. "
        "A spokesperson for the embassy declined to comment."),
        ["Foreign Ministry spokesperson Mumtaz Qazi", "The spokesperson", "A spokesperson for the embassy"],
        ["Mumtaz Qazi", "Mumtaz Qazi", "spokesperson for the embassy"],
    ),
    "documents speak for their authors": (
        ("NATO's statement called for restraint. According to a report from the World Bank, growth slowed. "
        "President Okello resigned on Friday, he announced. The statement gave no reason."),
        ["NATO's statement", "a report from the World Bank", "he", "The statement"],
        ["NATO", "World Bank", "Okello", "Okello"],
    ),
    "unnamed groups": (
        "Senior Iranian officials said the plan had failed. The officials gave no details. Analysts disagreed.",
        ["Senior Iranian officials", "The officials", "Analysts"],
        ["Senior Iranian officials", "Senior Iranian officials", "Analysts"],
    ),
    "south asian style": (
        ("ISLAMABAD: Federal Minister for Planning Ahsan Javed on Monday said work would begin. Chief Minister Punjab "
        "Nadia Akram thanked the PM. Chief of Army Staff (COAS) General Tariq Mehmood assured support. Dr S Menon, "
        "the External Affairs Minister, called on his Nepali counterpart. The COAS said the army was ready."),
        ["Federal Minister for Planning Ahsan Javed", "Chief Minister Punjab Nadia Akram",
         "Chief of Army Staff (COAS) General Tariq Mehmood", "Dr S Menon", "The COAS"],
        ["Ahsan Javed", "Nadia Akram", "Tariq Mehmood", "S Menon", "Tariq Mehmood"],
    ),
    "gulf style": (
        ("UAE President His Highness Sheikh Hamdan bin Saif Al Falasi received Minister of Industry Sultan Al Marri. "
        "His Highness Sheikh Hamdan commended the plan. Al Marri thanked the President. The UAE President wished him "
        "success."),
        ["His Highness Sheikh Hamdan", "Al Marri", "The UAE President"],
        ["Hamdan bin Saif Al Falasi", "Sultan Al Marri", "Hamdan bin Saif Al Falasi"],
    ),
    "statement of governments": (
        ("The following is a joint statement by the Governments of Japan and Kenya. We urge all sides to stop. "
        "Both countries affirm the charter."),
        ["We", "Both countries"],
        ["Japan & Kenya", "Japan & Kenya"],
    ),
    "ministries and their ways": (
        ("Turkey's defence ministry said its troops stayed. The ministry gave no date. The PM Office welcomed it. "
        "The President's Media Division said otherwise."),
        ["Turkey's defence ministry", "The ministry", "The PM Office", "The President's Media Division"],
        ["Turkey's defence ministry", "Turkey's defence ministry", "PM Office", "President's Media Division"],
    ),
    "titles in apposition": (
        ("Rita Moss, the mayor, spoke. The mayor said the road was open. President Omar Haddad agreed. "
        "The head of state asked for patience."),
        ["The mayor", "The head of state"],
        ["Rita Moss", "Omar Haddad"],
    ),
    "nicknames and plural titles": (
        ("Minister of Defense Benjamin “Benny” Stern met Senators Hill and Moss. Stern thanked them. Senator Moss "
        "promised help."),
        ["Stern", "Senator Moss"],
        ["Benjamin Benny Stern", "Moss"],
    ),
    "countries named together": (
        "President Okello urged Serbia and Kosovo to talk. Both sides refused.",
        ["Both sides"],
        ["Serbia & Kosovo"],
    ),
    "headline and first words": (
        ("Okello Says More Roads Are Coming Soon\n\nPresident John Okello opened a road. Okello said more would come. "
        "Officials agreed."),
        ["Okello", "Okello", "Officials"],
        ["John Okello", "John Okello", "Officials"],
    ),
    "the ministers who last spoke": (
        ("Foreign Minister Idris Kamara met Trade Minister Lena Vogt. Spanish foreign minister Jorge Gil and his "
        "Portuguese counterpart Rui Matos called for calm. The two ministers offered help."),
        ["Spanish foreign minister Jorge Gil and his Portuguese counterpart Rui Matos", "The two ministers"],
        ["Jorge Gil & Rui Matos", "Jorge Gil & Rui Matos"],
    ),
    "a pronoun passes over quotations": (
        ("Foreign Minister Aisha Rahman spoke. “Hannah Berg was wrong. Berg lost. Berg will lose again,” she said. "
        "She left."),
        ["she", "She"],
        ["Aisha Rahman", "Aisha Rahman"],
    ),
    "nobody is invented": (
        "It rained. He said nothing.",
        ["He"],
        [""],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_resolve(case: str) -> None:
    text, sources, names = CASES[case]
    assert resolve(text, *sources)[0] == names


TRANSCRIPT = """Remarks by President Elena Duarte and Prime Minister Henry Cole of Canada

PRESIDENT DUARTE:  Welcome.  I want to thank you.

PRIME MINISTER COLE:  Thank you, Elena.

Q    Mr. Prime Minister, will you stay?

PRIME MINISTER COLE:  We will.

THE PRESIDENT:  Good.
"""


def test_transcript() -> None:
    labels = ["PRESIDENT DUARTE", "I", "PRIME MINISTER COLE", "Q", "PRIME MINISTER COLE", "THE PRESIDENT"]
    names, speakers = resolve(TRANSCRIPT, *labels)
    assert names == ["Elena Duarte", "Elena Duarte", "Henry Cole", "Reporter", "Henry Cole", "Elena Duarte"]
    assert speakers["Reporter"].kind == "person"


def test_title_of_document_names_the_speaker() -> None:
    names, _ = resolve("MS. OKAFOR:  Hello.\n\nQ  Why?\n\nMS. OKAFOR:  Because.\n", "MS. OKAFOR",
                       title="Press Briefing by Press Secretary Ada Okafor")  # fmt: skip
    assert names == ["Ada Okafor"]


def test_speaker_has_titles_party_and_mentions() -> None:
    text = "Pakistan’s Foreign Minister Sana Malik met Turkish President Emre Kaya. Malik said so. She left."
    _, speakers = resolve(text, "Sana Malik", "Malik", "She")
    malik = speakers["Sana Malik"]
    assert (malik.id, malik.kind, malik.titles, malik.party) == (
        "sana-malik",
        "person",
        ("Foreign Minister",),
        "Pakistan",
    )
    assert [span.of(text) for span in malik.mentions] == [
        "Pakistan’s Foreign Minister Sana Malik", "Sana Malik", "Malik", "She"]  # fmt: skip


def test_party_of_an_office() -> None:
    text = "President Ali Said met Turkish President Emre Kaya. Kaya thanked the UAE President. Said agreed."
    _, speakers = resolve(text, "Kaya")
    assert speakers["Emre Kaya"].party == "Turkey"
    _, speakers = resolve(text, "the UAE President")
    assert speakers["Ali Said"].party == "United Arab Emirates"


def test_kinds() -> None:
    text = "Police said so. Kenya agreed. The Red Cross objected."
    _, speakers = resolve(text, "Police", "Kenya", "The Red Cross")
    assert {s.name: s.kind for s in speakers.values()} == {
        "Police": "organisation", "Kenya": "country", "Red Cross": "organisation"}  # fmt: skip


def test_none_is_nobody_and_resolving_twice_gives_the_same() -> None:
    text = "Anna Berg spoke. She said yes. They left."
    people = find_people(parse(Document("test", text)))
    sources = [Span(0, 9), None, Span(17, 20), Span(31, 35)]
    first = people.resolve(sources)
    assert first[:3] == [("anna-berg",), (), ("anna-berg",)]
    assert people.resolve(sources) == first


words = st.sampled_from(
    [
        "President",
        "Minister",
        "of",
        "the",
        "and",
        ",",
        "(",
        ")",
        "’s",
        "'",
        "“",
        "”",
        ".",
        "\n",
        "he",
        "they",
        "both",
        "leaders",
        "Mr.",
        "Dr.",
        "U.S.",
        "Pakistan",
        "Islamabad",
        "al-",
        "bin",
        "Jr.",
        "Ali",
        "Khan",
        "Anna",
        "who",
        "which",
        "a",
        "spokesman",
        "for",
        "statement",
        "NATO",
        "&",
        "/",
        "Q:",
        "THE",
        "PRESIDENT:",
        "�",
        "\x00",
        "é",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=40), st.data())
def test_any_text_and_any_span(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    people = find_people(parse(Document("test", text)))
    places = st.integers(0, len(text))
    starts = sorted(data.draw(st.lists(places, max_size=6)))
    sources = [Span(start, data.draw(st.integers(start, len(text)))) for start in starts]
    found = people.resolve(sources)
    assert len(found) == len(sources)
    speakers = people.speakers(id for ids in found for id in ids)
    assert {speaker.id for speaker in speakers} == {id for ids in found for id in ids}
    for speaker in speakers:
        assert speaker.name
        assert all(0 <= span.start < span.end <= len(text) for span in speaker.mentions)


@pytest.mark.parametrize("unit", ["minister president ", "Mr. ", "Foo Bar and ", "Minister of the ", "John Smith, "])
def test_one_long_sentence_takes_linear_time(unit: str) -> None:
    """A name, a title or a body has a longest length, so that no scan runs to the end of a text without stops."""

    def steps(size: int) -> int:
        text = unit * size
        document = Document("test", text)
        span = Span(0, len(text))
        sentence = ParsedSentence(span, 0, tokenize(text, span))
        parsed = Parse(document, (span,), (sentence,), ())
        count = 0

        def trace(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(trace)
        try:
            find_people(parsed)
        finally:
            sys.setprofile(None)
        return count

    steps(1)
    assert steps(400) < 2.5 * steps(200)


def test_many_namesakes_are_compared_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
        nonlocal compared
        compared += 1
        return _same_person(a, b)

    monkeypatch.setattr("quoth.core.people.cast._same_person", counted)
    effort = []
    for size in (50, 200):
        compared = 0
        names = (
            f"President John {chr(65 + n % 26)}{'aeiou'[n // 26 % 5]}{'bdgk'[n // 130]}ton spoke." for n in range(size)
        )
        find_people(parse(Document("namesakes", " ".join(names))))
        effort.append(compared)
    assert effort[1] <= 5 * max(effort[0], size)


@pytest.mark.parametrize("age", ["²", "9" * 5000, "١٢"])
def test_odd_digits_are_no_age(age: str) -> None:
    assert resolve(f"Foo, {age}, said so.", "Foo")[0] == ["Foo"]
