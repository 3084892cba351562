package org.rlsworkup.fhir;

import java.util.ArrayList;
import java.util.List;
import org.rlsworkup.workup.Condition;
import tools.jackson.core.JsonParser;

/** The Conditions in the context of a hook that is called when they are charted. */
public final class ContextConditions {
    private ContextConditions() {}

    /**
     * Reads the value on whose first token the parser stands, and leaves the parser on its last token: a Bundle, a list of
     * resources or a resource alone. A Condition that the FHIR server cannot know yet has no id.
     *
     * @throws tools.jackson.core.JacksonException if the JSON is malformed or beyond the parser's limits
     */
    public static List<Condition> read(JsonParser parser) {
        var conditions = new ArrayList<Condition>();
        for (var entry : ContextResources.read(parser)) {
            var draft = entry.resource();
            if (entry.isTemporary()) {
                draft.id = null;
            }
            if (!draft.isUnreadable() && draft.build() instanceof Condition condition) {
                conditions.add(condition);
            }
        }
        return conditions;
    }
}
