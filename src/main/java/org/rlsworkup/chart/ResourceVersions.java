package org.rlsworkup.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps one of several versions of a resource that were sent together. */
final class ResourceVersions {
    private static final int WITHDRAWN = 2;

    private final Set<Resource> replaced = Collections.newSetFromMap(new IdentityHashMap<>());

    private ResourceVersions() {}

    /** Removes all versions but one of each resource. */
    static void keepLatest(List<Resource> resources) {
        var versions = new ResourceVersions();
        versions.replaceById(resources);
        versions.replaceByIdentifier(resources);
        if (!versions.replaced.isEmpty()) {
            resources.removeIf(versions.replaced::contains);
        }
    }

    /** Of several resources with one type and id. */
    private void replaceById(List<Resource> resources) {
        var byTypeAndId = new HashMap<List<Object>, Resource>();
        for (var resource : resources) {
            var id = resource.id();
            if (id != null) {
                byTypeAndId.merge(
                        List.of(type(resource), id),
                        resource,
                        (one, other) -> replace(one, other, one.meta().compareVersion(other.meta())));
            }
        }
    }

    /**
     * Of several resources with one type, code and business identifier, of which one is withdrawn. Results are left to
     * those who know which codes mean the same.
     */
    private void replaceByIdentifier(List<Resource> resources) {
        var byIdentifier = new HashMap<List<Object>, List<Resource>>();
        for (var resource : resources) {
            if (!resource.meta().identifiers().isEmpty()
                    && !(resource instanceof Observation)
                    && !replaced.contains(resource)) {
                var key = List.of(type(resource), resource.meta().identifiers().get(0), code(resource));
                byIdentifier.computeIfAbsent(key, it -> new ArrayList<>(1)).add(resource);
            }
        }
        for (var versions : byIdentifier.values()) {
            if (versions.size() > 1 && versions.stream().anyMatch(it -> rank(it) == WITHDRAWN)) {
                var unused = versions.stream()
                        .reduce((one, other) -> replace(one, other, one.meta().compareStorage(other.meta())));
            }
        }
    }

    /** The later version; if that cannot be told, one that is withdrawn, then one that is corrected. */
    private Resource replace(Resource one, Resource other, int order) {
        var later = order == 0 ? Integer.compare(rank(one), rank(other)) : order;
        replaced.add(later > 0 ? other : one);
        return later > 0 ? one : other;
    }

    private static Object type(Resource resource) {
        return resource instanceof MedicationUse use ? use.kind() : resource.getClass();
    }

    private static Object code(Resource resource) {
        return switch (resource) {
            case Condition it -> it.code();
            case DiagnosticReport it -> it.code();
            case ServiceRequest it -> it.code();
            case Procedure it -> it.code();
            case MedicationUse it -> it.product();
            default -> "";
        };
    }

    private static int rank(Resource resource) {
        return switch (status(resource)) {
            case "entered-in-error", "refuted", "cancelled", "revoked", "stopped", "not-done" -> WITHDRAWN;
            case "corrected", "amended" -> 1;
            case null, default -> 0;
        };
    }

    private static @Nullable String status(Resource resource) {
        return switch (resource) {
            case Condition it -> it.verificationStatus();
            case Observation it -> it.status();
            case DiagnosticReport it -> it.status();
            case ServiceRequest it -> it.status();
            case Procedure it -> it.status();
            case MedicationUse it -> it.state().status();
            case Encounter it -> it.status();
            case Patient it -> null;
            case Medication it -> null;
        };
    }
}
