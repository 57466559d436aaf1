"""What lists say in many languages for question, answer, key and explanation, as parts of regular expressions."""

from __future__ import annotations

QUESTION = (
    r"(?:Q(?:uestion)?|QCM|Task|Frage|Aufgabe|Exercice|Ejercicio|Exercício|Esercizio|Quesito|Exercise|Opgave|Oppgave|Uppgift|"
    r"Tehtävä|Feladat|Úloha|Zadanie|Задание|Завдання|Pregunta|Domanda|Quest[ãa]o|Pergunta|Vraag|Fråga|Spørgsmål|Spørsmål|"
    r"Kysymys|Pytanie|"
    r"Otázka|Kérdés|Întrebarea|Soru|Ερώτηση|Вопрос|Питання|السؤال|שאלה|प्रश्न|Câu(?:[ ]hỏi)?|Soal|Pertanyaan|"
    r"問題?|문제|题目)"
)
RIGHT = (
    r"(?:correct|right|richtige[rn]?|korrekte|bonnes?|juiste|rätt|riktiga?|rigtige?|riktig|oikea|poprawn[ae]|prawidłow[ae]|"
    r"správn[áaé]|helyes|doğru|corect|σωστή|правильн(?:ый|ые|а|і)|верный|kunci)"
)
"""Before the word for an answer."""

ANSWER = (
    r"(?:answers?(?:\(s\))?|correct[ ]responses?|ans|key|solution|option|correct|antwort(?:en|schlüssel)?|"
    r"lösung(?:en|sschlüssel)?|réponses?|corrigés?|respuestas?|soluciones|solucionario|clave(?:[ ]de[ ]respuestas)?|"
    r"rispost[ae]|soluzion[ei]|respostas?|gabarito|antwoord(?:en|sleutel)?|svar|vastaus|odpowied(?:ź|zi)|odpov[ěe][ďd]|válasz|"
    r"răspuns|cevap|yanıt|απάντηση|ответы?|відповід[ьі]|الإجابة|الجواب|תשובה|उत्तर|đáp[ ]án|jawa[bp]an|เฉลย|คำตอบ|"
    r"(?:正确|正確|参考)?答案|正解|解答|答え?|정답|답|facit|fasit|jibu|sagot|ateb|freagra|vastus|atbilde|atsakymas|odgovor"
    r"|përgjigja|cavab|javob|жауап|отговор|одговор|պատասխան|პასუხი|پاسخ|جواب|பதில்|விடை|సమాధానం|జవాబు|ഉത്തരം|ಉತ್ತರ|উত্তর|જવાબ"
    r"|ਜਵਾਬ|ਉੱਤਰ|erantzuna|rpta|resp|rép|odp|antw|respondoj?)"
)
RIGHT_AFTER = (
    r"(?:correctas?|correctes?|corrett[ae]|esatt[ae]|giust[ae]|correta|certa|"
    r"corect|الصحيحة|נכונה|đúng|(?:yang[ ])?benar)"
)
KEYS = (
    r"(?:(?:answer|scoring|marking|mark|teacher['’]?s?)[ ](?:key|copy|scheme|guide|list)|memo(?:randum)?|solutions|keys"
    r"|(?:muster|auf)?lösung(?:en|sschlüssel)?|erwartungshorizont|clé[ ]de[ ]correction|correction|claves?"
    r"|corrigé[ ]détaillé|corrección|(?:plantilla|tabla|hoja)[ ]de[ ](?:respuestas|corrección)|plantilla[ ]correctora"
    r"|grille[ ]de[ ](?:correction|réponses)|lösungs(?:blatt|tabelle)|griglia[ ](?:di[ ]correzione|delle[ ]risposte)"
    r"|chiave[ ]delle[ ]risposte|soluzionario|chave[ ]de[ ](?:respostas|correção)|gabarito[ ]oficial|soluciones"
    r"|(?:antwoord|correctie|nakijk)(?:model|blad|sleutel)|antwoorden|lösningar|løsninger|vastaukset|ratkaisut"
    r"|klucz(?:[ ]odpowiedzi)?|klíč(?:[ ]odpovědí)?|řešení|megoldás(?:ok)?|megoldókulcs|barem|cevap(?:[ ]anahtarı|lar)"
    r"|yanıt(?:[ ]anahtarı|lar)|απαντήσεις|λύσεις|ключи?|відповіді|kunci(?:[ ]jawaban)?|đáp[ ]án|الإجابات|תשובות)"
)
"""Head a list of the answers of all questions."""

ARTICLE = r"(?:the|die|la|las|les|el|de|het|il|le|as?)"
IS = r"(?:is|are|ist|sind|es|son|est|sont|è|sono|é|são)"

RIGHT_ALONE = r"(?:richtig|korrekt|correct[ao]|corretta|certa|juste|juist|rätt|riktig|dobrze|верно)"
"""Names the key where nothing but letters follows."""

EXPLANATION = (
    r"(?:why(?:[ ][^:?.]{0,30}\b(?:correct|right|works?|wrong|true|false|answers?|others?))?|"
    r"explanation|exp(?:l)?\.?|rationale|feedback|reason(?:ing)?|justification|because|commentary|discussion|"
    r"retroalimentación|rückmeldung|"
    r"comentários?|comentarios?|commentaires?|erklärung|begründung|explication|explicación|explicaç[ãa]o|"
    r"justificativa|spiegazione|uitleg|toelichting|förklaring|forklaring|selitys|wyjaśnienie|uzasadnienie|vysvětlení|"
    r"magyarázat|explicație|açıklama|εξήγηση|объяснение|пояснение|пояснення|الشرح|التفسير|הסבר|व्याख्या|"
    r"giải[ ]thích|penjelasan|pembahasan|解析|解説|해설)"
)

EXPLANATIONS = (
    r"(?:explanations?|rationales?|feedback|reasons?|reasoning|comment(?:s|ary|aries)|erklärung(?:en)?|begründung(?:en)?"
    r"|erläuterung(?:en)?|kommentar(?:e|en)?|explications?|justifications?|commentaires?|explicaci(?:ón|ones)"
    r"|justificaci(?:ón|ones)|retroalimentación|comentários?|spiegazion[ei]|motivazion[ei]|explicaç(?:ão|ões)"
    r"|justificativas?|uitleg|toelichting(?:en)?)"
)
AND_WHY = (
    r"(?:,?[ ](?:and|&|\+|with|und|mit|et|avec|y|con|e|com|en|met)[ ]"
    rf"(?:(?:brief|short|detailed|full|kurzen?|breves?|brèves?)[ ])?{EXPLANATIONS})"
)
"""Behind the heading of a list of answers."""

POINTS = (
    r"(?:points?|pts?\.?|P\.|marks?|punkte?|pkte?\.?|puntos?|ptos?\.?|pontos?|punt(?:en|[oi])?|poäng|poeng|pistettä|piste|"
    r"punkt(?:y|ów)?|pkt\.?|bod(?:y|ů|ov)?|pont|puncte?|puan|βαθμοί|μονάδες|балл(?:а|ов|ы)?|балів|نقاط|נקודות|अंक|điểm|"
    r"poin|分|点|점)"
)
"""What a question is worth, behind the number."""
