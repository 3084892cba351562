package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.fhir.read.ContextResources.Entry;
import tools.jackson.core.JsonParser;

/** The Conditions in the context of a hook that is called when they are charted. */
public final class ContextConditions {
    private final List<Entry> entries;

    private ContextConditions(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads the value on whose first token the parser stands, and leaves the parser on its last token: a Bundle, a list
     * of resources or a resource alone.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static ContextConditions read(JsonParser parser) {
        return new ContextConditions(ContextResources.read(parser));
    }

    /**
     * The Conditions as they are charted for this patient: one that does not say whom it is about, or only inside of
     * itself, is about them. A Condition that the FHIR server cannot know yet has no id.
     */
    public List<Condition> chartedFor(String patientId) {
        var patient = new Ref("Patient", patientId);
        var conditions = new ArrayList<Condition>();
        for (var entry : entries) {
            var draft = entry.resource();
            if (entry.isTemporary()) {
                draft.id = null;
            }
            if (draft.subject == null || draft.subject.isContained()) {
                draft.subject = patient;
            }
            if (!draft.isUnreadable() && draft.build() instanceof Condition condition) {
                conditions.add(condition);
            }
        }
        return conditions;
    }

    @Override
    public String toString() {
        return "ContextConditions[" + entries.size() + "]";
    }
}
