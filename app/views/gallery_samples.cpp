#include "app/views/gallery_samples.hpp"

namespace earshot::app {

const GallerySamples& gallery_samples(bool german) {
    static const GallerySamples english{
        .kinds = {"Praise", "Pain", "Idea", "Issue"},
        .moods = {"Furious", "Upset", "So-so", "Pleased", "Delighted"},
        .stages = {"I look around", "I choose", "I get started", "I use it", "I need help", "I stay or go"},
        .save = "Save story",
        .speak = "Speak",
        .photo = "Photo",
        .heard = "Heard it too: 13",
        .why_not = "Write down what they said first",
        .demo = "Try it with the demo company",
        .demo_detail = "Northway Home. Nothing leaves this tablet.",
        .ready = "ready to send",
        .nothing = "nothing waiting",
        .may_leave = "May leave us",
        .may_leave_detail = "Someone will ring within 2 days",
        .lenses = {"ROI", "North Star"},
        .answers = {"Yes", "It depends", "No"},
        .themes = {"Light", "Dark", "High contrast"},
        .languages = {"English", "Español", "Deutsch", "Français", "日本語"},
        .verbatim =
            "“Every call I tell the whole story again. The last man was lovely, he just had nothing in front "
            "of him.”",
        .words =
            "I’ve rung four times about the same dishwasher. I work nights, just ring me on 07700 900143 and tell "
            "me when somebody is coming",
        .placeholder = "Write it down just as they said it",
        .search = "Search 27 stories",
        .number = "07700 900143",
        .sheet_title = "Sending and this tablet",
        .saved = "Story saved on this tablet",
        .undo = "Undo",
        .empty_title = "Somebody told you something today",
        .empty_words =
            "Write it down just as they said it. Two sentences are enough, and you will see here what "
            "became of it.",
        .empty_action = "Log your first story",
        .receipt = {{{"Delivered", "4 November, 14:12"},
                     {"Read", "by 4 leaders"},
                     {"Shown", "in the November room"},
                     {"Chosen", "as one of five to fix"},
                     {"To be fixed", "by 12 January"}}},
        .way = {{{"You write it down", "in their own words"},
                 {"Leaders read it", "you see how many"},
                 {"It is shown in the room", "once a month"},
                 {"You hear back", "chosen or not, and why"}}},
    };
    static const GallerySamples long_words{
        .kinds = {"Lob", "Ärgernis", "Verbesserungsidee", "Störung"},
        .moods = {"Wütend", "Verärgert", "Mittelmäßig", "Zufrieden", "Begeistert"},
        .stages = {"Ich sehe mich um", "Ich entscheide mich", "Ich fange an", "Ich benutze es",
                   "Ich brauche Unterstützung", "Ich bleibe oder gehe"},
        .save = "Geschichte speichern",
        .speak = "Einsprechen",
        .photo = "Fotografieren",
        .heard = "Habe ich auch gehört: 13",
        .why_not = "Schreiben Sie zuerst auf, was gesagt wurde",
        .demo = "Mit der Beispielfirma ausprobieren",
        .demo_detail = "Northway Home. Nichts verlässt dieses Gerät.",
        .ready = "bereit zum Senden",
        .nothing = "nichts wartet",
        .may_leave = "Könnte uns verlassen",
        .may_leave_detail = "Jemand ruft innerhalb von zwei Tagen an",
        .lenses = {"Kapitalrendite", "Polarstern"},
        .answers = {"Ja", "Unterschiedlich", "Nein"},
        .themes = {"Hell", "Dunkel", "Hoher Kontrast"},
        .languages = {"English", "Español", "Deutsch", "Français", "日本語"},
        .verbatim =
            "„Zweimal abgesagt. Ich erfuhr es erst, als ich selbst anrief, wegen der "
            "Waschmaschinenreparaturterminvereinbarung.“",
        .words =
            "Ich habe viermal wegen derselben Geschirrspülmaschine angerufen. Ich arbeite nachts, rufen Sie mich "
            "unter 07700 900143 an",
        .placeholder = "Schreiben Sie es so auf, wie es gesagt wurde",
        .search = "27 Geschichten durchsuchen",
        .number = "07700 900143",
        .sheet_title = "Datenübertragung und dieses Gerät",
        .saved = "Geschichte auf diesem Gerät gespeichert",
        .undo = "Rückgängig",
        .empty_title = "Jemand hat Ihnen heute etwas erzählt",
        .empty_words =
            "Schreiben Sie es so auf, wie es gesagt wurde. Zwei Sätze reichen, und hier sehen Sie, was daraus "
            "geworden ist.",
        .empty_action = "Erste Geschichte aufschreiben",
        .receipt = {{{"Zugestellt", "4. November, 14:12"},
                     {"Gelesen", "von 4 Führungskräften"},
                     {"Gezeigt", "im Kundenraum des Novembers"},
                     {"Ausgewählt", "als eines von fünf Vorhaben"},
                     {"Wird behoben", "bis 12. Januar"}}},
        .way = {{{"Sie schreiben es auf", "in den Worten der Kundschaft"},
                 {"Führungskräfte lesen es", "Sie sehen, wie viele"},
                 {"Es wird im Kundenraum gezeigt", "einmal im Monat"},
                 {"Sie erfahren, was daraus wird", "ausgewählt oder nicht, und warum"}}},
    };
    return german ? long_words : english;
}

}  // namespace earshot::app
