package org.rlsworkup.fhir.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    private static final Set<String> OTHER =
            Set.of("openid profile fhirUser launch launch/patient launch/encounter online_access offline_access"
                    .split(" ", -1));

    private final List<Grant> grants;
    private final boolean open;

    /**
     * @param type resource type or {@code *}
     * @param interactions letters of {@code cruds}
     * @param query narrows it to some resources of the type, or null
     */
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
                grants.add(new Grant(grant.group(1), interactions(grant.group(2)), grant.group(3)));
            } else {
                open |= !OTHER.contains(part);
            }
        }
        return grants.isEmpty() ? UNSAID : new Scope(grants, open);
    }

    private static String interactions(String written) {
        return switch (written) {
            case "read" -> "rs";
            case "write" -> "cud";
            case "*" -> "cruds";
            default -> written;
        };
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
