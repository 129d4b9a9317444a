"""Who said what in the shapes that readouts, wire news, statements and transcripts use: texts and what must be found."""

from __future__ import annotations

import pytest
from quoth.core.attribution.attribute import attribute
from quoth.core.model import Document
from quoth.core.people.find import find_people
from quoth.core.segment.sentences import parse

Said = tuple[str, list[str]]  # the speakers, joined by " & ", and the parts of the content

QUOTATIONS: list[tuple[str, str, list[Said]]] = [
    (
        "split by its cue, twice",
        "“The road,” said President Lee Moss, “is long,” adding, “and we have only begun.”",
        [("Lee Moss", ["“The road,”", "“is long,”"]), ("Lee Moss", ["“and we have only begun.”"])],
    ),
    (
        "every paragraph opens a mark, the last one closes",
        "“We came in peace,” President Lee Moss told the crowd.\n\n“We came as friends.\n\n“And we will leave as friends.”",
        [("Lee Moss", ["“We came in peace,”", "“We came as friends.", "“And we will leave as friends.”"])],
    ),
    (
        "the cue comes in the last paragraph",
        "“We came in peace.\n\n“We came as friends,” President Lee Moss said. “And we will leave as friends.”",
        [("Lee Moss", ["“We came in peace.", "“We came as friends,”", "“And we will leave as friends.”"])],
    ),
    (
        "the first paragraph opens after narration",
        "President Lee Moss spoke for an hour. “We came in peace.\n\n“And we will leave as friends,” he said.",
        [("Lee Moss", ["“We came in peace.", "“And we will leave as friends,”"])],
    ),
    (
        "over paragraphs after a colon",
        "In a statement, Minister Eva Roth said: “We came in peace.\n\n“We came as friends.\n\n“And we will stay.”",
        [("Eva Roth", ["“We came in peace.", "“We came as friends.", "“And we will stay.”"])],
    ),
    (
        "over paragraphs with straight marks",
        '"We came in peace," President Lee Moss said. "We came as friends.\n\n"And we will leave as friends."\n\nMoss left.',
        [("Lee Moss", ['"We came in peace,"', '"We came as friends.', '"And we will leave as friends."'])],
    ),
    (
        "the second paragraph opens no mark",
        "“We came in peace.\n\nWe will leave as friends,” President Lee Moss said.",
        [("Lee Moss", ["“We came in peace.", "We will leave as friends,”"])],
    ),
    (
        "a paragraph of narration between",
        "“We came in peace,” President Lee Moss said.\n\nThe hall was full, and some wept.\n\n“We came as friends.\n\n“We will stay.”",
        [("Lee Moss", ["“We came in peace,”"]), ("Lee Moss", ["“We came as friends.", "“We will stay.”"])],
    ),
    (
        "a sentence of narration between",
        "“The plan is dead,” said Senator Joan Hill. The senator left early for the airport. “Nobody wants it.”",
        [("Joan Hill", ["“The plan is dead,”", "“Nobody wants it.”"])],
    ),
    (
        "somebody else is told of between",
        "“The plan is dead,” said Senator Joan Hill. Minister Carl Voss shook his head. “It will pass in May.”",
        [("Joan Hill", ["“The plan is dead,”"]), ("Carl Voss", ["“It will pass in May.”"])],
    ),
    (
        "a crowd is told of between",
        "“We have no choice,” Prime Minister Omar Diaz said. Lawmakers booed. “I will not apologise for it.”",
        [("Omar Diaz", ["“We have no choice,”", "“I will not apologise for it.”"])],
    ),
    (
        "without any cue",
        "Prime Minister Omar Diaz arrived late. “We have no choice.” The vote comes on Friday.",
        [("Omar Diaz", ["“We have no choice.”"])],
    ),
    (
        "a colon without a cue",
        "Prime Minister Anna Berg was blunt: “We will not sign.”",
        [("Anna Berg", ["“We will not sign.”"])],
    ),
    (
        "names and colons",
        "Anna Berg: “We will not sign.”\n\nLee Moss: “Then there will be no treaty.”",
        [("Anna Berg", ["“We will not sign.”"]), ("Lee Moss", ["“Then there will be no treaty.”"])],
    ),
    ("a dash", "“We will not sign.” – Prime Minister Anna Berg", [("Anna Berg", ["“We will not sign.”"])]),
    (
        "a dash and a cue",
        "“We will not sign,” – Prime Minister Anna Berg told reporters.",
        [("Anna Berg", ["“We will not sign,”"])],
    ),
    (
        "single marks",
        "'We shall not yield,' Prime Minister Anna Berg said. 'It's our land.'",
        [("Anna Berg", ["'We shall not yield,'", "'It's our land.'"])],
    ),
    (
        "doubled marks",
        "``We shall not yield,'' Prime Minister Anna Berg said.",
        [("Anna Berg", ["``We shall not yield,''"])],
    ),
    (
        "two closing marks",
        "''We shall not yield,'' Prime Minister Anna Berg said.",
        [("Anna Berg", ["''We shall not yield,''"])],
    ),
    (
        "the wrong way round",
        "”We shall not yield,“ Prime Minister Anna Berg said.",
        [("Anna Berg", ["”We shall not yield,“"])],
    ),
    (
        "low and pointed marks",
        "„We are staying,“ said Prime Minister Anna Berg. «We shall stay», she added.",
        [("Anna Berg", ["„We are staying,“"]), ("Anna Berg", ["«We shall stay»"])],
    ),
    (
        "never closed",
        "Prime Minister Anna Berg said “we shall not yield to anyone.\n\n“The talks are over,” said Lee Moss.",
        [("Anna Berg", ["“we shall not yield to anyone."]), ("Lee Moss", ["“The talks are over,”"])],
    ),
    ("never opened", "We shall not yield,” Prime Minister Anna Berg said.", [("Anna Berg", ["We shall not yield,”"])]),
    (
        "speech inside speech",
        "“The general told me, ‘Hold the bridge,’ and we held it,” Colonel Max Ward said.",
        [("Max Ward", ["“The general told me, ‘Hold the bridge,’ and we held it,”"])],
    ),
    (
        "a fragment in a clause",
        "Foreign Minister Eva Roth called the annexation “null and void” and illegal.",
        [("Eva Roth", ["the annexation “null and void” and illegal"])],
    ),
    (
        "two fragments in a clause",
        "Minister Eva Roth said the “so-called government” had “no right” to sign.",
        [("Eva Roth", ["the “so-called government” had “no right” to sign"])],
    ),
]

CLAUSES: list[tuple[str, str, list[Said]]] = [
    (
        "the cue in the middle",
        "The programme, President Omar Diaz noted, is the largest in the region.",
        [("Omar Diaz", ["The programme", "is the largest in the region"])],
    ),
    (
        "the cue in the middle of a quotation",
        "“This,” President Omar Diaz noted, “is the largest programme in the region.”",
        [("Omar Diaz", ["“This,”", "“is the largest programme in the region.”"])],
    ),
    (
        "who he is comes later",
        "This, he noted, is the largest programme in the region. President Omar Diaz left at noon.",
        [("Omar Diaz", ["This", "is the largest programme in the region"])],
    ),
    (
        "several cues of one speaker",
        "Minister Eva Roth noted the progress in trade and urged the parties to sign the treaty.",
        [("Eva Roth", ["the progress in trade"]), ("Eva Roth", ["the parties to sign the treaty"])],
    ),
    (
        "a participle goes on",
        "Minister Eva Roth thanked Norway for its support, adding that a delegation would travel to Oslo.",
        [("Eva Roth", ["Norway for its support"]), ("Eva Roth", ["that a delegation would travel to Oslo"])],
    ),
    (
        "two speakers in one sentence",
        "President Lee Moss said the army was ready, while Foreign Minister Eva Roth insisted that diplomacy came first.",
        [("Lee Moss", ["the army was ready"]), ("Eva Roth", ["that diplomacy came first"])],
    ),
    (
        "according to, first",
        "According to Defence Minister Carl Voss, three ships were sunk.",
        [("Carl Voss", ["three ships were sunk"])],
    ),
    (
        "according to, last",
        "Three ships were sunk on Monday, according to Defence Minister Carl Voss.",
        [("Carl Voss", ["Three ships were sunk on Monday"])],
    ),
    (
        "according to, inside",
        "Three ships, according to Defence Minister Carl Voss, were sunk off Arven.",
        [("Carl Voss", ["Three ships", "were sunk off Arven"])],
    ),
    (
        "told by",
        "Reporters were told by spokeswoman Anna Berg that the summit was off.",
        [("Anna Berg", ["that the summit was off"])],
    ),
    (
        "announced by",
        "It was announced by the Foreign Ministry that the embassy would close.",
        [("Foreign Ministry", ["that the embassy would close"])],
    ),
    (
        "quoted as saying",
        "Prime Minister Lee Moss was quoted by state television as saying that the army was ready.",
        [("Lee Moss", ["that the army was ready"])],
    ),
    (
        "for whom somebody speaks",
        "Norway, represented by Ambassador Carl Voss, urged both sides to return to the talks.",
        [("Norway", ["both sides to return to the talks"])],
    ),
]

WORRIES: list[tuple[str, str, list[Said]]] = [
    (
        "an adjective and its preposition",
        "The United States is concerned about the attacks on the port of Arven.",
        [("United States", ["the attacks on the port of Arven"])],
    ),
]

LISTS: list[tuple[str, str, list[Said]]] = [
    (
        "a list to its end",
        "Minister Eva Roth urged the initiation of joint projects in energy, tourism, transport, IT, and medicine.",
        [("Eva Roth", ["the initiation of joint projects in energy, tourism, transport, IT, and medicine"])],
    ),
    (
        "a second object with a relative clause",
        "Minister Eva Roth pointed out the six flights between the two countries and the 55,000 Chileans who visited Norway last year.",
        [
            (
                "Eva Roth",
                ["the six flights between the two countries and the 55,000 Chileans who visited Norway last year"],
            )
        ],
    ),
    (
        "a new subject is no member",
        "Minister Eva Roth praised the talks, and President Lee Moss said the army was ready.",
        [("Eva Roth", ["the talks"]), ("Lee Moss", ["the army was ready"])],
    ),
]

STATEMENTS: list[tuple[str, str, list[Said]]] = [
    (
        "one sentence of a statement",
        "The text of this statement was issued by the Governments of Canada, Chile and Kenya.\n\nWe urge all parties to return to the talks.",
        [("Canada & Chile & Kenya", ["all parties to return to the talks"])],
    ),
    (
        "a heading in capitals",
        "JOINT STATEMENT OF GERMANY AND FRANCE\n\nThe ministers met in Bergen on Monday. We urge all parties to stop the fighting.",
        [("Germany & France", ["all parties to stop the fighting"])],
    ),
    (
        "we and who we are",
        "We, the Foreign Ministers of Canada, Japan and Kenya, condemn the coup in Chile.",
        [("Canada & Japan & Kenya", ["the coup in Chile"])],
    ),
    (
        "what it is about issues nothing",
        "Joint Statement by Norway and Chile on Kenya\n\nWe condemn the attack on the port.",
        [("Norway & Chile", ["the attack on the port"])],
    ),
    (
        "a person's statement",
        "Statement by Secretary Marco Ruiz\n\nI urge all sides to show restraint.",
        [("Marco Ruiz", ["all sides to show restraint"])],
    ),
]


def told(text: str) -> list[Said]:
    parsed = parse(Document("test", text))
    people = find_people(parsed)
    quotes = attribute(parsed, people).quotes
    names = {speaker.id: speaker.name for speaker in people.speakers(i for quote in quotes for i in quote.speakers)}
    return [(" & ".join(names[i] for i in q.speakers), [part.of(text) for part in q.content]) for q in quotes]


SHAPES = [*QUOTATIONS, *CLAUSES, *WORRIES, *LISTS, *STATEMENTS]


@pytest.mark.parametrize(("text", "said"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_shape(text: str, said: list[Said]) -> None:
    assert told(text) == said


def test_a_note_of_the_clerk_has_no_speaker() -> None:
    parsed = parse(Document("test", "MR. BURTON: Good morning. (Laughter.) We leave at noon.\n\nQ Will he stop?"))
    sentences = attribute(parsed, find_people(parsed)).sentences
    assert [bool(who) for _, who in sentences] == [True, False, True, True]


def test_a_list_with_bullets_belongs_to_the_sentence_before_it() -> None:
    text = "Minister Eva Roth announced new aid for schools, including:\n\n- $5 million for books\n\n- $2 million for teachers\n\nThe hall was full."
    (said,) = told(text)
    assert said[1][1:] == ["$5 million for books", "$2 million for teachers"]
