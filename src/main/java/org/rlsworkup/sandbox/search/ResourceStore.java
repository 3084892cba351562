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

/** All resources of the sandbox, in memory. Thread-safe; a stored resource is never changed, only replaced. */
public final class ResourceStore {
    private volatile Map<String, Map<String, StoredResource>> byType = new ConcurrentHashMap<>();
    private volatile Map<String, Map<String, StoredResource>> initial = Map.of();
    private final AtomicLong sequence = new AtomicLong();
    private final InstantSource writtenAt;

    /** @param writtenAt real time, for {@code meta.lastUpdated} */
    public ResourceStore(InstantSource writtenAt) {
        this.writtenAt = writtenAt;
    }

    /** Stores a resource under a new id; the caller must not change it afterwards. */
    public StoredResource create(Resource resource) {
        resource.setId(UUID.randomUUID().toString());
        return put(resource);
    }

    /** Stores a resource under its id, as the next version if there is one; the caller must not change it afterwards. */
    public StoredResource put(Resource resource) {
        var id = resource.getIdElement().getIdPart();
        return ofType(resource.fhirType()).compute(id, (key, previous) -> next(resource, key, previous));
    }

    private StoredResource next(Resource resource, String id, @Nullable StoredResource previous) {
        var version = previous == null ? 1 : previous.version() + 1;
        resource.setIdElement(new IdType(resource.fhirType(), id, Long.toString(version)));
        resource.getMeta().setVersionId(Long.toString(version)).setLastUpdated(Date.from(writtenAt.instant()));
        return new StoredResource(
                resource, version, previous == null ? sequence.incrementAndGet() : previous.sequence());
    }

    public Optional<StoredResource> read(String type, String id) {
        return Optional.ofNullable(ofType(type).get(id));
    }

    /** A snapshot of all resources of a type, in the order in which they were first stored. */
    public List<StoredResource> all(String type) {
        return ofType(type).values().stream()
                .sorted(Comparator.comparingLong(StoredResource::sequence))
                .toList();
    }

    /** A resource by {@code Type/id}. */
    Optional<StoredResource> find(String reference) {
        var slash = reference.indexOf('/');
        return slash < 0 ? Optional.empty() : read(reference.substring(0, slash), reference.substring(slash + 1));
    }

    /** Makes the current content the one that {@link #reset} restores. */
    public void markAsInitial() {
        initial = copy(byType);
    }

    /** Discards everything written since {@link #markAsInitial}. */
    public void reset() {
        byType = copy(initial);
    }

    private static Map<String, Map<String, StoredResource>> copy(Map<String, Map<String, StoredResource>> all) {
        var copy = new ConcurrentHashMap<String, Map<String, StoredResource>>();
        all.forEach((type, stored) -> copy.put(type, new ConcurrentHashMap<>(stored)));
        return copy;
    }

    private Map<String, StoredResource> ofType(String type) {
        return byType.computeIfAbsent(type, key -> new ConcurrentHashMap<>());
    }

    /**
     * One version of a resource in the store.
     *
     * @param sequence position of its first version among all resources
     * @param index values by name of the search parameter, filled on first use
     */
    public record StoredResource(Resource resource, long version, long sequence, Map<String, List<SearchValue>> index) {

        StoredResource(Resource resource, long version, long sequence) {
            this(resource, version, sequence, new ConcurrentHashMap<>());
        }

        List<SearchValue> values(SearchParameter parameter) {
            return index.computeIfAbsent(parameter.name(), name -> parameter.valuesOf(resource));
        }
    }
}
