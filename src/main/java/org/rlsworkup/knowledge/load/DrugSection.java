package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.DrugRules;

/** Reads {@code drugs}: how a chart shows which drug is meant. */
final class DrugSection {
    private static final Code RXNORM = new Code("http://www.nlm.nih.gov/research/umls/rxnorm", "");
    private static final Code ATC = new Code("http://www.whocc.no/atc", "");
    private static final Pattern RXNORM_CODE = Pattern.compile("[1-9][0-9]{0,7}");
    private static final Pattern ATC_CODE = Pattern.compile("[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?");
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9_]*");

    private final Fields section;
    private final Codes codes;
    private final Map<Code, String> owners = new HashMap<>();
    private final Map<String, String> wordOwners = new HashMap<>();

    DrugSection(Fields section, Codes codes) {
        this.section = section;
        this.codes = codes;
    }

    DrugRules read() {
        var drugs = new LinkedHashMap<String, Drug>();
        for (var fields : section.mappings("ingredients", true)) {
            var drug = drug(fields);
            if (drug.insteadOf() != null && !drugs.containsKey(drug.insteadOf())) {
                fields.problem("insteadOf", "'" + drug.insteadOf() + "' is no drug listed above");
            }
            if (drugs.put(drug.id(), drug) != null) {
                fields.problem("id", "'" + drug.id() + "' is listed twice");
            }
        }
        var products = section.mappings("products", true).stream()
                .map(fields -> product(fields, drugs.keySet()))
                .toList();
        var rules = new DrugRules(
                new ArrayList<>(drugs.values()),
                products,
                local(section.mapping("local")),
                Set.copyOf(section.texts("negations", DrugSection::lowerCase)),
                inUse(section.mapping("inUse")));
        section.end();
        return rules;
    }

    private Drug drug(Fields fields) {
        var id = fields.text("id");
        if (!ID.matcher(id).matches()) {
            fields.problem("id", "'" + id + "' must be of capital letters, digits and _");
        }
        var name = fields.text("name");
        var ingredients = codes(fields, "codes", RXNORM, RXNORM_CODE, id);
        var atc = codes(fields, "atc", ATC, ATC_CODE, id);
        var words = fields.has("words") ? words(fields, id) : own(fields, "name", List.of(name), id);
        var insteadOf = fields.has("insteadOf") ? fields.text("insteadOf") : null;
        fields.flag("unverified");
        fields.end();
        if (ingredients.isEmpty() && atc.isEmpty() && words.isEmpty()) {
            fields.problem("id", "'" + id + "' has neither codes nor words to recognise it by");
        }
        return new Drug(id, name, Set.copyOf(ingredients), atc, words, insteadOf);
    }

    private List<String> words(Fields fields, String id) {
        return own(fields, "words", fields.textsIfAny("words"), id);
    }

    private List<String> own(Fields fields, String key, List<String> words, String id) {
        for (var word : words) {
            var complaint = lowerCase(word);
            if (complaint != null) {
                fields.problem(key, complaint);
            }
            var before = wordOwners.put(word, id);
            if (before != null) {
                fields.problem(key, "'" + word + "' is already a name of " + before);
            }
        }
        return words.stream().filter(word -> !word.isBlank()).toList();
    }

    private static @Nullable String lowerCase(String word) {
        return word.equals(word.toLowerCase(Locale.ROOT)) && word.chars().anyMatch(Character::isLetterOrDigit)
                ? null
                : "'" + word + "' must be words in lower case";
    }

    private List<Code> codes(Fields fields, String key, Code system, Pattern form, String owner) {
        var read = new ArrayList<Code>();
        for (var written : fields.textsIfAny(key)) {
            var code = code(written, fields, key, system, form);
            var before = owners.put(code, owner);
            if (before != null) {
                fields.problem(key, "'" + code.code() + "' is already listed for " + before);
            }
            read.add(code);
        }
        return read;
    }

    private Code code(String written, Fields fields, String key, Code system, Pattern form) {
        var code = codes.read(written, fields, key, false);
        if (code.system() != null && !code.system().equals(system.system())) {
            fields.problem(key, "'" + written + "' must be a code of " + system.system());
        } else if (code.system() != null && !form.matcher(code.code()).matches()) {
            fields.problem(key, "'" + written + "' has not the form of such a code");
        }
        return code;
    }

    private DrugRules.KnownProduct product(Fields fields, Set<String> drugs) {
        var code = code(fields.text("code"), fields, "code", RXNORM, RXNORM_CODE);
        var before = owners.put(code, "a product");
        if (before != null) {
            fields.problem("code", "'" + code.code() + "' is already listed for " + before);
        }
        fields.text("name");
        var holds = fields.texts("drugs");
        holds.stream()
                .filter(id -> !drugs.contains(id))
                .forEach(id -> fields.problem("drugs", "'" + id + "' is no drug"));
        var read = new DrugRules.KnownProduct(code, Set.copyOf(new LinkedHashSet<>(holds)), fields.flag("local"));
        fields.end();
        return read;
    }

    private DrugRules.Local local(Fields fields) {
        var places = new LinkedHashSet<Code>();
        for (var entry : fields.mappings("codes", true)) {
            if (!places.add(codes.code(entry, "code"))) {
                entry.problem("code", "is listed twice");
            }
            entry.text("name");
            entry.flag("unverified");
            entry.end();
        }
        var atc = fields.texts("atc").stream()
                .map(written -> code(written, fields, "atc", ATC, ATC_CODE))
                .toList();
        var read = new DrugRules.Local(places, atc, Set.copyOf(fields.texts("words", DrugSection::lowerCase)));
        fields.end();
        return read;
    }

    private static DrugRules.InUse inUse(Fields fields) {
        var statuses = Set.copyOf(fields.texts("requestStatuses"));
        var draft = fields.text("draftStatus");
        if (!statuses.contains(draft)) {
            fields.problem("draftStatus", "'" + draft + "' is none of the requestStatuses");
        }
        var read = new DrugRules.InUse(
                statuses,
                draft,
                Set.copyOf(fields.texts("intents")),
                fields.text("planIntent"),
                Set.copyOf(fields.texts("statementStatuses")),
                Set.copyOf(fields.texts("notTaken")),
                fields.text("inpatientCategory"),
                fields.number("shortHours", 1, 168));
        fields.end();
        return read;
    }
}
