package org.rlsworkup.fhir.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a token may be used for, by its scope in the syntax of SMART 1 ({@code user/Patient.read}) or SMART 2 ({@code
 * user/Patient.rs}). If any part of a scope is not understood, nothing counts as forbidden.
 */
public final class Scope {
    /** No scope is known, so everything is tried. */
    public static final Scope UNSAID = new Scope(List.of(), true);

    private static final Pattern GRANT =
            Pattern.compile("(?:patient|user|system)/(\\*|[A-Z][A-Za-z]*)\\.(read|write|\\*|c?r?u?d?s?)(?:\\?(.+))?");
    private static final Pattern LABORATORY = Pattern.compile("category=(?:[^&]*(?:\\||%7C))?(?:laboratory|LAB)");
    /** Scopes that do not concern resources. */
    private static final Pattern OTHER =
            Pattern.compile("openid|profile|fhirUser|launch(?:/patient|/encounter)?|(?:on|off)line_access");

    /** What the words of SMART 1 mean as letters of SMART 2. */
    private static final Map<String, String> INTERACTIONS = Map.of("read", "rs", "write", "cud", "*", "cruds");

    private final List<Grant> grants;
    private final boolean open;

    /** @param query narrows it to some resources of the type, or null */
    private record Grant(
            String type, String interactions, @Nullable String query) {
        boolean covers(String asked, char interaction, boolean laboratory) {
            return (type.equals("*") || type.equals(asked))
                    && interactions.indexOf(interaction) >= 0
                    && (query == null
                            || (laboratory && LABORATORY.matcher(query).matches()));
        }
    }

    private Scope(List<Grant> grants, boolean open) {
        this.grants = List.copyOf(grants);
        this.open = open;
    }

    /** Parses a scope of any content; never fails. */
    public static Scope of(@Nullable String written) {
        if (written == null || written.isBlank()) {
            return UNSAID;
        }
        var grants = new ArrayList<Grant>();
        var open = false;
        for (var part : written.strip().split("\\s+", -1)) {
            var grant = GRANT.matcher(part);
            if (grant.matches() && !grant.group(2).isEmpty()) {
                var interactions = INTERACTIONS.getOrDefault(grant.group(2), grant.group(2));
                grants.add(new Grant(grant.group(1), interactions, grant.group(3)));
            } else {
                open |= !OTHER.matcher(part).matches();
            }
        }
        return grants.isEmpty() ? UNSAID : new Scope(grants, open);
    }

    /** Whether one resource of this type may be read by its id. */
    boolean allowsRead(String type) {
        return open || grants.stream().anyMatch(grant -> grant.covers(type, 'r', false));
    }

    /**
     * Whether all resources of this type may be searched. A permission for some of them does not do: the others would
     * look absent.
     *
     * @param laboratory whether only laboratory results are searched
     */
    boolean allowsSearch(String type, boolean laboratory) {
        return open || grants.stream().anyMatch(grant -> grant.covers(type, 's', laboratory));
    }

    @Override
    public String toString() {
        return "Scope[" + grants.size() + "]";
    }
}
