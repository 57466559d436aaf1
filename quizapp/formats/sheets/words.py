"""What the headers of tables say in many languages for question, option and right, as parts of regular expressions."""

from __future__ import annotations

QUESTION = (
    r"(?:question|ques|frage(?:stellung)?|pregunta|pergunta|questão|questao|domanda|quesito|vraag|spørgsmål|spørsmål|fråga|kysymys|"
    r"pytani[ea]|otázk[ay]|kérdés|întrebare(?:a)?|pitanje|vprašanje|soru|вопрос|задание|питання|запитання|въпрос|питање|"
    r"ερώτηση|statement|assertion|aussage|behauptung|zdanie|twierdzenie|bewering|önerme|tvrzení|állítás|affirmation|afirmación|afirmação|affermazione|stelling|утверждение|السؤال|سؤال|"
    r"שאלה|प्रश्न|सवाल|câu[ ]hỏi|soal|pertanyaan|stem|prompt)"
)
WHOLE_QUESTION = (
    r"mcqs?|query|fragetext|énoncé|enoncé|enonce|enunciado|item[\s_-]*(?:text|stem)|(?:текст|формулировка)[ ]вопроса|"
    r"текст[ ]питання|nội[ ]dung(?:[ ]câu[ ]hỏi)?|نص[ ]السؤال|题目|"
    r"题干|題目|題幹|题|问题|問題|問題文|设问|試題|문제|질문"
)
OF_THE_QUESTION = (
    rf"(?:text of the|intitulé de la|texte de la|libellé de la|texto de la|testo della|texto da|text der|"
    rf"treść|znění|znenie) {QUESTION}|soru metni|treść zadania|"
    rf"(?:your|the|my) {QUESTION}"
)
OPTION = (
    r"(?:answer|ans|option|opt|op|choice|alternative|response|(?:antwort)?m(?:ö|oe)glichkeit|antwort(?:option|alternative)?|antw|rép|resp|odp|réponse|reponse|choix|proposition|opción|opcion|respuesta|"
    r"opção|opcao|resposta|alternativa|risposta|opzione|antwoord|optie|keuze|svar|svaralternativ|svarmulighed|"
    r"alternativ|vastaus|vaihtoehto|odpowiedź|odpoveď|odpověď|možnost|válasz|răspuns|variant[aă]|odgovor|cevap|"
    r"seçene(?:k|ği)|ş[ıi]k(?:k[ıi])?|"
    r"ответ|вариант(?:[ ]ответа)?|відповідь|варіант(?:[ ]відповіді)?|отговор|одговор|απάντηση|επιλογή|"
    r"الخيار|خيار|الإجابة|إجابة|الجواب|תשובה|אפשרות|विकल्प|उत्तर|câu[ ]trả[ ]lời|đáp[ ]án|phương[ ]án|lựa[ ]chọn|"
    r"jawaban|pilihan|opsi|选项|選項|答案|選択肢|보기|선택지|답)"
)
WRONG = (
    r"(?:incorrect[aeo]?s?|wrong|false|falsche?[nrs]?|inkorrekt|mauvaises?|fausses?|erronées?|errad[ao]s?|falsas?|"
    r"sbagliat[ao]|errat[ao]|foute?|verkeerde?|onjuiste?|fel|feil|forkerte?|błędn[aey]|niepoprawn[aey]|nieprawidłow[aey]|zł[aey]|nesprávn[áaé]|неправильный|неверный|"
    r"неправильна|yanl[ıi]ş|salah|sai)"
)
RIGHT = (
    r"(?:correct[aeo]?s?|right|richtige?[nr]?|korrekte?|bonnes?|justes?|exactes?|corrett[aeo]|esatta|corretas?|certa|juiste?|goede?|giust[ao]|rätt|riktig|"
    r"rigtigt?|oikea|poprawn[aey]|prawidłow[aey]|správn[áaé]|helyes|corect|tač[na]n|točan|ispravan|pravilni|doğru|"
    r"правильный|правильна|верный|вірна|верен|правилен|тачан|σωστή|الصحيحة|صحيحة|נכונה|सही|đúng|benar|kunci|"
    r"正确|正確|正解|정답)"
)
SOLUTION = r"(?:solutions?|solución|solução|soluzione|oplossing|l(?:ö|oe)sung(?:sbuchstabe)?|corrigé)"
"""Heads right answers, or the way to them where another column has the answers."""

CHOSEN = (
    r"(?:students?|pupils?|learners?|candidates?|participants?|users?|teams?|groups?|class|chosen|selected|picked|given"
    r"|submitted|guess(?:ed)?|ai|llm|gpt\S*|chatgpt|predicted|provisional|draft|old|previous|schüler(?:in)?|élèves?"
    r"|alumn[oa]s?|estudiantes?|student[ei]|studentess[ae]|alunos?|leerling(?:en)?|ученик\w*|учень|учні)"
)
"""Says in brackets who answered so: `Answer (student)`."""

SOMEBODY = (
    r"(?:my|your|our|their|his|her|mein|dein|unser|ihr|mes|tes|ses|vos|nos|leurs|mis|tus|sus|miei|mie|tue|sue)\w{0,2}"
    rf"|{CHOSEN}|by|from|von"
)
"""Says over answers whose they are: `My answers`, `Given by the class`."""

KEY = (
    rf"answers?|ans|{SOLUTION}|facit|fasit|"
    r"antwort|réponse|respuesta|resposta|risposta|antwoord|svar|gabarito|clave(?:[ ]de[ ]respuestas?)?|"
    r"lsg|rpta|klucz(?:[ ]odpowiedzi)?|cevap|cevabı|odpowiedź|odpověď|odpoveď|válasz|răspuns|odgovor|vastaus|απάντηση|"
    r"cop|ответ|відповідь|kunci|đáp[ ]án|答案|正解|정답|答え|"
    r"الإجابة|إجابة|الجواب|תשובה|उत्तर|câu[ ]trả[ ]lời|jawaban"
)
"""Heads the column of right answers where no column of options is headed so."""

FEEDBACK = (
    r"(?:feedback|message|msg|rationale|explanation|rückmeldung|erklärung|begründung|retroalimentación|explicación|comentario|"
    r"rétroaction|explication|commentaire|spiegazione|commento|uitleg|toelichting|explicação|comentário)"
)
EXPLANATION = (
    r"(?:explanations?|exp|feedback|rationale|justification|reason(?:ing)?|why|erklärung|erläuterung|begründung|rückmeldung|"
    r"lösungsweg|explicación|retroalimentación|justificación|comentario|explication|rétroaction|commentaire|"
    r"explicação|justificativa|comentário|spiegazione|motivazione|commento|uitleg|toelichting|förklaring|"
    r"återkoppling|motivering|forklaring|tilbakemelding|selitys|wyjaśnienie|vysvětlení|vysvetlenie|magyarázat|"
    r"explicație|objašnjenje|aç[ıi]klama|пояснение|объяснение|комментарий|пояснення|обяснение|εξήγηση|penjelasan|"
    r"pembahasan|giải[ ]thích|الشرح|التفسير|הסבר|解析|解説|해설)"
)

_BETWEEN = (
    r"(?:which|what|is|are|the|of|letter|number|index|position|your|select|enter|welche|ist|der|die|das|buchstabe|"
    r"nummer|quelle|est|la|le|de|numéro|lettre|cuál|cual|es|número|letra|qual|è|é|lettera|numero|welk|juist)"
)
TELLS_KEY = (
    rf"(?!number of {RIGHT})(?:{_BETWEEN} )*(?:{OPTION}s? (?:{_BETWEEN} )*{RIGHT}|{RIGHT} {OPTION}s?)(?: {_BETWEEN})*"
)
"""A whole sentence over the column of right answers: `Which option is correct?`"""

_LEARNERS = (
    r"(?:students?|pupils?|learners?|kids|children|class|schüler(?:innen)?|lernende|élèves?|étudiants?|alumn[oa]s?"
    r"|estudiantes?|student[ei]|alunn[io]|alunos?|leerlingen)"
)
_TO = r"(?:of|for|to|about|the|für|der|die|zur|zum|de|l[ae]s?|los|del|della|pour|para|per|gli|aux|van|voor|het|da|do)"
_REASON = (
    rf"{EXPLANATION}|explications?|reasons?|warum|weshalb|pourquoi|raisons?|por ?qu[eé]|motivos?|raz[oó]n(?:es)?"
    r"|perch[eé]|waarom|erklärungen|begründungen|erläuterungen|explicaciones"
)
REMARK = (
    r"(?:comments?|notes?|remarks?|kommentare?|anmerkung(?:en)?|bemerkung(?:en)?|remarques?|commentaires?|notas?"
    r"|observaci(?:ón|ones)|comentarios?|osservazion[ei]|comment[oi]|opmerking(?:en)?|uwagi?|anteckning(?:ar)?"
    r"|(?:background|further|more|additional|extra)(?: info(?:rmation)?)?|info(?:rmation)?"
    r"|fun fact|good to know|did you know)"
)
"""Heads what is said with the answer, if it holds sentences; in a French table `Note` may be a mark."""

_EXPLAINS = (
    rf"(?:{_REASON})(?: (?:{_TO} )+(?:{_LEARNERS}|(?:{RIGHT} )?(?:{OPTION}|{QUESTION})(?:s|en|n)?(?: {RIGHT})?))?"
)
FOR_LEARNERS = rf"(?:{REMARK})(?: (?:{_TO} )+(?:{_LEARNERS}|{OPTION}s?))?"
WITH_REASONS = rf"(?!feedback .*{RIGHT}){_EXPLAINS}(?:[ ]?[/&+][ ]?(?:{_REASON}|{REMARK}|references?|sources?))?"
"""Heads the reasons, whatever they are of and whoever they are for."""

PRIVATE = r"\b(?:teachers?|staff|internal|intern|private|privat|me|myself|us|author|reviewers?|lehrer\w*|lehrkraft)\b"
"""Says in brackets that learners are not to see it: `Comment (for teachers)`."""

TELLS_WHY = rf"(?:please )?(?:explain )?why (?:(?:is|it|this|that|the|your) )*(?:{OPTION} )?(?:is )?{RIGHT}"

YES = frozenset(
    "x х ✓ ✔ √ ☑ ✅ true 1 yes y ja oui sí si sim да так wahr vrai richtig correct right + • 100 100%".split()
)
NO = frozenset(["", *"false 0 0% no n nein non não нет ні - – falsch faux incorrect wrong ✗ ✘ ❌ ☐".split()])
