package org.rlsworkup.knowledge.load;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.Phrase;
import org.rlsworkup.knowledge.RecordRules;
import org.rlsworkup.knowledge.RiskContext;
import org.rlsworkup.knowledge.Shortfall;
import org.rlsworkup.knowledge.Template;
import org.rlsworkup.knowledge.UnclassedReason;
import org.rlsworkup.knowledge.drug.Drug;

/** Reads the knowledge file from top to bottom, but for what only readers need. */
final class KnowledgeFile {
    private static final String OVERRIDE_REASONS = "https://rlsworkup.org/CodeSystem/override-reason";
    private static final Set<String> UNCLASSED = Set.of("name", "date", "value");
    private static final int YEARS = 3650;

    private final Fields file;
    private final Codes codes;
    private final Map<String, String> sources;

    /** @param sources what may be cited: labels by id */
    KnowledgeFile(Fields file, Codes codes, Map<String, String> sources) {
        this.file = file;
        this.codes = codes;
        this.sources = sources;
    }

    Knowledge read() {
        var version = file.text("version");
        var card = file.mapping("card");
        var source = source(card.mapping("source"));
        var reasons = card.mappings("overrideReasons", true).stream()
                .map(KnowledgeFile::overrideReason)
                .toList();
        card.end();
        var declineSection = new DeclineSection(file.mapping("declined"), codes, reasons);
        var declines = declineSection.read();
        var diagnosis = new DiagnosisSection(file.mapping("diagnosis"), codes).read();
        var records = records(file.mapping("records"));
        var analyteSection = new AnalyteSection(file, codes);
        var analytes = analyteSection.read();
        var laboratory = new LaboratorySection(file, codes, sources.keySet(), analyteSection.owners());
        var tests = laboratory.tests(analytes);
        var testIds = tests.stream().map(test -> test.id()).collect(Collectors.toSet());
        var contextSection = new ContextSection(file, codes, testIds);
        var contexts = contextSection.contexts();
        var gestation = contextSection.gestation();
        var encounters = contextSection.encounters();
        var drugs = new DrugSection(file.mapping("drugs"), codes).read();
        contextSection.checkDrugs(drugs.drugs().stream().map(Drug::id).collect(Collectors.toSet()));
        var contextIds = contexts.stream().map(RiskContext::id).collect(Collectors.toSet());
        laboratory.checkContexts(contextIds);
        declineSection.check(testIds, contextIds);
        var readings = new ReadingsSection(file, analytes, testIds, contextIds, sources).read();
        var medications =
                new MedicationSection(file.mapping("medications"), codes, drugs, sources.keySet(), contextIds).read();
        var wording = sentences("wording", Phrase.class, Phrase::placeholders);
        var shortfalls = sentences("shortfalls", Shortfall.class, KnowledgeFile::placeholders);
        var unclassed = sentences("unclassed", UnclassedReason.class, why -> UNCLASSED);
        forbiddenWords();
        file.end();
        return new Knowledge(
                version,
                diagnosis,
                records,
                analytes,
                tests,
                contexts,
                gestation,
                encounters,
                readings,
                drugs,
                medications,
                wording,
                shortfalls,
                unclassed,
                source,
                reasons,
                declines);
    }

    private Knowledge.CardSource source(Fields source) {
        var url = source.text("url");
        if (!url.startsWith("https://")) {
            source.problem("url", "must be an https address");
        }
        var topic = source.mapping("topic");
        var read =
                new Knowledge.CardSource(source.text("label"), url, codes.code(topic, "code"), topic.text("display"));
        topic.end();
        source.end();
        return read;
    }

    private static Knowledge.OverrideReason overrideReason(Fields reason) {
        var read =
                new Knowledge.OverrideReason(new Code(OVERRIDE_REASONS, reason.text("code")), reason.text("display"));
        reason.end();
        return read;
    }

    private static RecordRules records(Fields rules) {
        var read = new RecordRules(
                rules.number("pendingDays", 1, 365),
                rules.number("futureHours", 0, 168),
                rules.number("sameSpecimenMinutes", 0, 1440),
                rules.texts("unusableWords"),
                Set.copyOf(rules.texts("otherSpecimens")),
                rules.number("orderDays", 1, YEARS),
                rules.number("draftHours", 24, 720),
                rules.number("planDays", 1, YEARS));
        rules.end();
        return read;
    }

    private static Set<String> placeholders(Shortfall shortfall) {
        return shortfall.isDated() ? Set.of("what", "date", "days") : Set.of("what");
    }

    private <E extends Enum<E>> Map<E, Template> sentences(
            String key, Class<E> kind, Function<E, Set<String>> allowed) {
        var fields = file.mapping(key);
        var sentences = new EnumMap<E, Template>(kind);
        for (var name : kind.getEnumConstants()) {
            sentences.put(name, sentence(fields, name.name(), allowed.apply(name)));
        }
        fields.end();
        return sentences;
    }

    private static Template sentence(Fields fields, String key, Set<String> allowed) {
        var text = fields.text(key);
        try {
            var sentence = Template.of(text);
            for (var placeholder : sentence.placeholders()) {
                if (!allowed.contains(placeholder)) {
                    fields.problem(
                            key,
                            "{" + placeholder + "} is not known here; known: "
                                    + allowed.stream().sorted().collect(Collectors.joining(", ")));
                }
            }
            return sentence;
        } catch (IllegalArgumentException e) {
            fields.problem(key, String.valueOf(e.getMessage()));
            return new Template(text, List.of(text));
        }
    }

    /** No text of the file may hold a word that stands on no card, whatever the sense. */
    private void forbiddenWords() {
        var words = file.texts("forbidden").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        // Words that are looked for in encounters stand on no card.
        file.everyText(
                Set.of("forbidden", "encounters"),
                (place, text) -> words.stream()
                        .filter(text.toLowerCase(Locale.ROOT)::contains)
                        .forEach(word -> place.accept("'" + word + "' stands on no card")));
    }
}
