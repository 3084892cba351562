package org.rlsworkup.sandbox.search;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * All resources of the sandbox, in memory. Safe for many threads; a stored resource is never changed, only replaced.
 */
public final class ResourceStore {
    private volatile Map<String, Map<String, Stored>> byType = new ConcurrentHashMap<>();
    private volatile Map<String, Map<String, Stored>> beginning = Map.of();
    private final AtomicLong sequence = new AtomicLong();
    private final InstantSource writtenAt;

    /** @param writtenAt real time, for {@code meta.lastUpdated} */
    public ResourceStore(InstantSource writtenAt) {
        this.writtenAt = writtenAt;
    }

    /** Keeps this resource under a new id; the caller gives it away. */
    public Stored create(Resource resource) {
        resource.setId(UUID.randomUUID().toString());
        return put(resource);
    }

    /** Keeps this resource under its id, as the next version if there is one; the caller gives it away. */
    public Stored put(Resource resource) {
        var id = resource.getIdElement().getIdPart();
        return ofType(resource.fhirType()).compute(id, (key, before) -> next(resource, key, before));
    }

    private Stored next(Resource resource, String id, @Nullable Stored before) {
        var version = before == null ? 1 : before.version() + 1;
        resource.setIdElement(new IdType(resource.fhirType(), id, Long.toString(version)));
        resource.getMeta().setVersionId(Long.toString(version)).setLastUpdated(Date.from(writtenAt.instant()));
        return new Stored(resource, version, before == null ? sequence.incrementAndGet() : before.sequence());
    }

    public Optional<Stored> read(String type, String id) {
        return Optional.ofNullable(ofType(type).get(id));
    }

    /** All resources of a type as they are now, in the order in which they first came. */
    public List<Stored> all(String type) {
        return ofType(type).values().stream()
                .sorted(Comparator.comparingLong(Stored::sequence))
                .toList();
    }

    /** A resource by {@code Type/id}. */
    Optional<Stored> find(String reference) {
        var slash = reference.indexOf('/');
        return slash < 0 ? Optional.empty() : read(reference.substring(0, slash), reference.substring(slash + 1));
    }

    /** Notes what the store holds now, to be what {@link #reset} goes back to. */
    public void beginHere() {
        beginning = copy(byType);
    }

    /** Forgets all that was written since {@link #beginHere}. */
    public void reset() {
        byType = copy(beginning);
    }

    private static Map<String, Map<String, Stored>> copy(Map<String, Map<String, Stored>> all) {
        var copy = new ConcurrentHashMap<String, Map<String, Stored>>();
        all.forEach((type, stored) -> copy.put(type, new ConcurrentHashMap<>(stored)));
        return copy;
    }

    private Map<String, Stored> ofType(String type) {
        return byType.computeIfAbsent(type, key -> new ConcurrentHashMap<>());
    }
}
