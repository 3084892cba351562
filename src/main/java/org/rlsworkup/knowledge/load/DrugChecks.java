package org.rlsworkup.knowledge.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.drug.Drug;
import org.rlsworkup.knowledge.drug.MedicationRule;
import org.rlsworkup.knowledge.drug.MedicationRule.Section;

/** Checks how drugs are recognised, and what is said about medicines. */
final class DrugChecks {
    /** A code system with the form of its codes. */
    private record Form(String system, Pattern codes) {}

    private static final Form RXNORM =
            new Form("http://www.nlm.nih.gov/research/umls/rxnorm", Pattern.compile("[1-9][0-9]{0,7}"));
    private static final Form ATC =
            new Form("http://www.whocc.no/atc", Pattern.compile("[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?"));
    private static final Pattern DOSE = Pattern.compile("(?i)[0-9]\\s*(mg|mcg|ug|µg|g|ml|iu)\\b");
    private static final Pattern STOP = Pattern.compile("(?i)\\bstop");

    private final Knowledge knowledge;
    private final Problems problems;
    private final Map<Code, String> owners = new HashMap<>();
    private final Map<String, String> wordOwners = new HashMap<>();

    DrugChecks(Knowledge knowledge, Problems problems) {
        this.knowledge = knowledge;
        this.problems = problems;
    }

    void run() {
        var rules = knowledge.drugs();
        var above = new HashSet<String>();
        Problems.each("drugs.ingredients", rules.ingredients(), (drug, at) -> {
            check(drug, above, at + ".");
            above.add(drug.id());
        });
        Problems.each("drugs.products", rules.products().values(), (product, at) -> {
            check(product.code(), RXNORM, at + ".code");
            own(product.code(), "a product", at + ".code");
        });
        Problems.each("drugs.local.atc", rules.local().atc(), (beginning, at) -> check(beginning, ATC, at));
        var draft = rules.inUse().draftStatus();
        problems.check(
                !rules.inUse().requestStatuses().contains(draft),
                "drugs.inUse.draftStatus",
                "'" + draft + "' is none of the requestStatuses");
        checkMedications();
    }

    private void check(Drug drug, Set<String> above, String path) {
        check(drug.codes(), RXNORM, drug.id(), path + "codes");
        check(drug.atc(), ATC, drug.id(), path + "atc");
        var i = 0;
        for (var word : drug.names()) {
            var at = drug.words() == null ? path + "name" : path + "words[" + i++ + "]";
            problems.check(
                    !word.equals(word.toLowerCase(Locale.ROOT)), at, "'" + word + "' must be words in lower case");
            problems.checkOwner(wordOwners, word, drug.id(), at, "'" + word + "' is already a name of ");
        }
        problems.check(
                drug.insteadOf() != null && !above.contains(drug.insteadOf()),
                path + "insteadOf",
                "'" + drug.insteadOf() + "' is no drug listed above");
        problems.check(
                drug.codes().isEmpty() && drug.atc().isEmpty() && drug.names().isEmpty(),
                path + "id",
                "'" + drug.id() + "' has neither codes nor words to recognise it by");
    }

    private void check(Collection<Code> codes, Form form, String owner, String path) {
        Problems.each(path, codes, (code, at) -> {
            check(code, form, at);
            own(code, owner, at);
        });
    }

    private void check(Code code, Form form, String path) {
        if (code.system() == null) {
            return;
        }
        if (!form.system().equals(code.system())) {
            problems.check(path, "'" + code.code() + "' must be a code of " + form.system());
        } else if (!form.codes().matcher(code.code()).matches()) {
            problems.check(path, "'" + code.code() + "' has not the form of such a code");
        }
    }

    private void own(Code code, String owner, String path) {
        problems.checkOwner(owners, code, owner, path, "'" + code.code() + "' is already listed for ");
    }

    private void checkMedications() {
        var rules = knowledge.medications();
        Problems.each("medications.purposes", rules.purposes(), (purpose, at) -> {
            var isEmpty = purpose.codes().isEmpty() && purpose.prefixes().isEmpty();
            problems.check(
                    isEmpty && purpose.words().isEmpty(), at + ".codes", "a purpose needs codes, prefixes or words");
        });
        Problems.each("medications.rules", rules.rules(), (rule, at) -> check(rule, at + "."));
    }

    private void check(MedicationRule rule, String path) {
        var never = knowledge.medications().never();
        Problems.each(
                path + "drugs",
                rule.drugs(),
                (drug, at) -> problems.check(never.contains(drug), at, "'" + drug + "' is among those never named"));
        // A medicine is said to worsen RLS only with its evidence.
        problems.check(rule.section() == Section.WORSENING && rule.levels().isEmpty(), path + "levels", "is missing");
        checkDrugs(rule.levelsOf(), rule, path + "levelsOf.");
        checkDrugs(rule.exceptDrugIn(), rule, path + "exceptDrugIn.");
        checkDrugs(rule.exceptDrugFor(), rule, path + "exceptDrugFor.");
        check(rule.label(), rule.section(), path + "label");
        check(rule.discuss(), rule.section(), path + "discuss");
        check(rule.alternatives(), rule.section(), path + "alternatives");
        rule.alternativesIn()
                .forEach((context, text) -> check(text, rule.section(), path + "alternativesIn." + context));
        if (rule.fromAge() != null) {
            check(rule.fromAge().note(), rule.section(), path + "fromAge.note");
        }
    }

    private void checkDrugs(Map<String, ?> byDrug, MedicationRule rule, String path) {
        byDrug.keySet().stream()
                .filter(drug -> !rule.drugs().contains(drug))
                .forEach(drug -> problems.check(path + drug, "'" + drug + "' is no drug of this rule"));
    }

    /** No sentence names a dose, and none about dopamine agonists speaks of stopping one. */
    private void check(@Nullable String text, Section section, String path) {
        if (text != null) {
            problems.check(DOSE.matcher(text).find(), path, "names a dose");
            problems.check(
                    section == Section.DOPAMINERGIC && STOP.matcher(text).find(),
                    path,
                    "speaks of stopping a dopamine agonist");
        }
    }
}
