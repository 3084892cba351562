package org.rlsworkup.knowledge.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.DeclineRules;
import org.rlsworkup.knowledge.Knowledge;

/** Reads for how long what a clinician declined is not suggested again. */
final class DeclineSection {
    private static final int YEARS = 3650;

    private final Fields section;
    private final Codes codes;
    private final Map<String, Code> reasons = new HashMap<>();
    private final Map<String, Set<String>> backWith = new HashMap<>();

    /** @param offered the reasons a card offers, each of which needs its days */
    DeclineSection(Fields section, Codes codes, List<Knowledge.OverrideReason> offered) {
        this.section = section;
        this.codes = codes;
        offered.forEach(reason -> reasons.put(reason.code().code(), reason.code()));
    }

    DeclineRules read() {
        var named = new HashSet<String>();
        var spans = new ArrayList<DeclineRules.Span>();
        for (var span : section.mappings("reasons", true)) {
            spans.add(new DeclineRules.Span(
                    codes(span, named), span.number("days", 1, YEARS), span.number("daysOfSeveral", 1, YEARS)));
            span.end();
        }
        var wrong = section.mapping("diagnosisWrong");
        var diagnosisWrong = codes(wrong, named);
        wrong.end();
        var other = section.number("otherDays", 1, YEARS);
        var back = section.mapping("backWith");
        back.keys().forEach(test -> backWith.put(test, Set.copyOf(back.texts(test))));
        reasons.keySet().stream()
                .filter(reason -> !named.contains(reason))
                .forEach(reason ->
                        section.problem("reasons", "'" + reason + "' is offered on cards and not named here"));
        section.end();
        return new DeclineRules(spans, other, diagnosisWrong, backWith);
    }

    private Set<Code> codes(Fields fields, Set<String> named) {
        var all = new HashSet<Code>();
        for (var name : fields.texts("of")) {
            var reason = reasons.get(name);
            if (reason == null) {
                fields.problem("of", "'" + name + "' is no reason that a card offers");
            } else if (!named.add(name)) {
                fields.problem("of", "'" + name + "' is named twice");
            } else {
                all.add(reason);
            }
        }
        fields.textsIfAny("alsoOf").forEach(code -> all.add(codes.read(code, fields, "alsoOf", false)));
        return all;
    }

    void check(Set<String> tests, Set<String> contexts) {
        backWith.forEach((test, with) -> {
            if (!tests.contains(test)) {
                section.problem("backWith", "'" + test + "' is no test");
            }
            with.stream()
                    .filter(context -> !contexts.contains(context))
                    .forEach(context -> section.problem("backWith", "'" + context + "' is no context"));
        });
    }
}
