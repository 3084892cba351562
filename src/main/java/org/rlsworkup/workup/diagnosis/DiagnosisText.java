package org.rlsworkup.workup.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PlainText;
import org.rlsworkup.knowledge.DiagnosisRules;

/** Reads the words of a diagnosis: whether they name RLS, doubt it, or are about somebody else. */
final class DiagnosisText {
    /** Brackets, and marks between what stands beside each other; a hyphen only between blanks. */
    private static final Pattern SEPARATOR = Pattern.compile("[()\\[\\]{};:,|/]+|\\s[-–—]+(?=\\s|$)|\\.(?=\\s|$)");
    /** A code of ICD or SNOMED CT, as plain text. */
    private static final Pattern CODE = Pattern.compile("[a-z]\\d{2,4}|\\d{6,}");
    /** What terminologies and clinicians add to a name, and the abbreviation of its other name. */
    private static final Set<String> TAGS = Set.of(
            "disorder",
            "finding",
            "diagnosis",
            "nos",
            "unspecified",
            "idiopathic",
            "primary",
            "secondary",
            "familial",
            "chronic",
            "mild",
            "moderate",
            "severe",
            "grave",
            "wed",
            "spi",
            "confirmed",
            "known",
            "stable",
            "controlled",
            "uncontrolled",
            "well",
            "poorly",
            "ambiguous",
            "gesichert",
            "gesichertes",
            "leichtes",
            "mittelschweres",
            "schweres",
            "chronisches",
            "idiopathisches",
            "primares",
            "sekundares");

    /** What it comes from does not change what it is. */
    private static final Pattern CAUSE = Pattern.compile(" ((due|secondary) to|associated with) .*");

    private static final int FEW_WORDS = 2;

    /** What words of many names begin with: no hint of RLS. */
    private static final Pattern COMMON = Pattern.compile("(dis|doe|enf|kra|mal|sin|syn).*");

    private static final int LETTERS = 32;

    private final DiagnosisRules rules;
    /** The first three letters of a word that stands in each name of RLS. */
    private final BitSet hints = new BitSet(LETTERS * LETTERS * LETTERS);

    DiagnosisText(DiagnosisRules rules) {
        this.rules = rules;
        for (var phrase : rules.text().phrases()) {
            var longest = PlainText.words(phrase).stream()
                    .filter(word -> !COMMON.matcher(word).matches())
                    .max(Comparator.comparingInt(String::length));
            hints.set(hint(longest.orElse(phrase), 0));
        }
    }

    /** Points of an abbreviation are left out. */
    private static int hint(String word, int at) {
        var hint = 0;
        var letters = 0;
        for (var i = at; i < word.length() && letters < 3; i++) {
            if (word.charAt(i) != '.') {
                hint = hint * LETTERS + (word.charAt(i) & (LETTERS - 1));
                letters++;
            }
        }
        return hint;
    }

    /** Whether a text may name RLS: looked at in every call, and nearly always it does not. */
    private boolean mayName(@Nullable String text) {
        for (var i = 0; text != null && i + 2 < text.length(); i++) {
            if ((i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1))) && hints.get(hint(text, i))) {
                return true;
            }
        }
        return false;
    }

    private boolean mayName(Concept concept) {
        if (mayName(concept.text())) {
            return true;
        }
        var codings = concept.codings();
        for (var i = 0; i < codings.size(); i++) {
            if (mayName(codings.get(i).display())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the text or a display is made of nothing but names of RLS, codes and tags, without a rejecting word. A
     * rejecting word in the clinician's own text rules out the displays, too.
     */
    boolean saysRls(Concept concept) {
        return mayName(concept)
                && !(concept.text() != null && isRejected(PlainText.lower(concept.text())))
                && concept.names().stream().anyMatch(this::isNameOfRls);
    }

    /**
     * Whether the clinician's own words reject or doubt RLS: a rejecting word stands in the part that names it, or by
     * itself, or there is no such part. "RLS, no iron deficiency" doubts nothing.
     */
    boolean isDoubted(Concept concept) {
        var text = concept.text();
        if (text == null || !isRejected(PlainText.lower(text))) {
            return false;
        }
        var parts = SEPARATOR.splitAsStream(joined(PlainText.lower(text))).toList();
        var named = parts.stream().anyMatch(this::containsName);
        return !named
                || parts.stream()
                        .filter(this::isRejected)
                        .anyMatch(part -> containsName(part)
                                || PlainText.words(part).size() <= FEW_WORDS
                                || rules.text().reject().contains(part.strip()));
    }

    /** With another word in place of rejecting ones that would be split: r/o. */
    private String joined(String lower) {
        var joined = lower;
        for (var word : rules.text().reject()) {
            if (SEPARATOR.matcher(word).find() && PlainText.containsWord(joined, word)) {
                joined = joined.replace(word, " not ");
            }
        }
        return joined;
    }

    /** Whether the clinician's own words begin by saying that this is the family's history. */
    boolean isFamilyHistory(Concept concept) {
        var text = concept.text();
        if (text == null) {
            return false;
        }
        var lower = PlainText.lower(text);
        for (var beginning : rules.text().familyHistory()) {
            if (PlainText.isWordAt(lower, 0, beginning)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any word names a relative. */
    boolean isAboutKin(Concept concept) {
        return concept.names().stream()
                .map(PlainText::lower)
                .anyMatch(words -> rules.text().kinship().stream().anyMatch(kin -> PlainText.containsWord(words, kin)));
    }

    private boolean isNameOfRls(String words) {
        var lower = PlainText.lower(words);
        if (isRejected(lower)) {
            return false;
        }
        var names = names(lower);
        return !names.isEmpty() && rules.text().phrases().containsAll(names);
    }

    /** The parts of a text as plain text, without codes and tags. */
    private static List<String> names(String lower) {
        var names = new ArrayList<String>();
        for (var part : SEPARATOR.split(lower, -1)) {
            var plain = CAUSE.matcher(PlainText.of(part)).replaceAll("");
            for (var at = plain.indexOf(' '); at > 0 && isAddition(plain.substring(0, at)); at = plain.indexOf(' ')) {
                plain = plain.substring(at + 1);
            }
            for (var at = plain.lastIndexOf(' ');
                    at > 0 && isAddition(plain.substring(at + 1));
                    at = plain.lastIndexOf(' ')) {
                plain = plain.substring(0, at);
            }
            if (!plain.isEmpty() && !isAddition(plain)) {
                names.add(plain);
            }
        }
        return names;
    }

    private static boolean isAddition(String plain) {
        return TAGS.contains(plain) || CODE.matcher(plain).matches();
    }

    private boolean containsName(String part) {
        var plain = PlainText.of(part);
        return rules.text().phrases().stream().anyMatch(phrase -> PlainText.containsWord(plain, phrase));
    }

    private boolean isRejected(String lower) {
        for (var word : rules.text().reject()) {
            if (PlainText.containsWord(lower, word)) {
                return true;
            }
        }
        return false;
    }
}
