package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.fhir.read.ContextResources.ContextEntry;
import tools.jackson.core.JsonParser;

/** The Conditions in the context of problem-list-item-create. */
public final class ContextConditions {
    private final List<ContextEntry> entries;

    private ContextConditions(List<ContextEntry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a Bundle, a list of resources or a single resource. The parser is at the first token, and afterwards at the
     * last.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static ContextConditions read(JsonParser parser) {
        return new ContextConditions(ContextResources.read(parser));
    }

    /**
     * The Conditions as charted for this patient. One without a subject, or with a contained one, is taken to be about
     * them; one with a temporary id gets none.
     */
    public List<Condition> chartedFor(String patientId) {
        var patient = new Ref("Patient", patientId);
        var conditions = new ArrayList<Condition>();
        for (var entry : entries) {
            var resource = entry.resource();
            if (entry.isTemporary()) {
                resource.id = null;
            }
            if (resource.subject == null || resource.subject.isContained()) {
                resource.subject = patient;
            }
            if (!resource.isUnreadable() && resource.build() instanceof Condition condition) {
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
