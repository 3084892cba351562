package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.value.Meta.Modifier;
import org.rlsworkup.knowledge.entry.Key;

/** What is known of {@code modifierExtension}s; any other one makes it unknown what a resource means. */
public record ModifierRules(
        @Key("URLs of those that name a property of the specimen by which its results cannot be read.")
        Set<String> specimen,

        @Key("URLs of those that say whether something was left undone; the value false changes nothing.")
        Set<String> notDone,

        @Key("URLs of those that say that it is uncertain whether the patient has something.")
        Set<String> uncertain) {

    /** What modifiers do to the meaning of a resource, the gravest last. */
    public enum Effect {
        NONE,
        SPECIMEN,
        UNCERTAIN,
        NOT_DONE,
        UNKNOWN
    }

    /** The gravest effect of these. */
    public Effect of(List<Modifier> modifiers) {
        var gravest = Effect.NONE;
        for (var i = 0; i < modifiers.size(); i++) {
            var effect = of(modifiers.get(i));
            gravest = effect.compareTo(gravest) > 0 ? effect : gravest;
        }
        return gravest;
    }

    private Effect of(Modifier modifier) {
        if (notDone.contains(modifier.url())) {
            return modifier.denied() ? Effect.NONE : Effect.NOT_DONE;
        }
        if (specimen.contains(modifier.url())) {
            return Effect.SPECIMEN;
        }
        return uncertain.contains(modifier.url()) ? Effect.UNCERTAIN : Effect.UNKNOWN;
    }
}
