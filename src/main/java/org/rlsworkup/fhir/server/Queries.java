package org.rlsworkup.fhir.server;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.NestedResults;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;

/**
 * The query of each source: the prefetch template in discovery and, with the ids filled in, our own query. So a call
 * gets the same cards with full, partial or no prefetch.
 */
public final class Queries {
    private static final int MAX_LENGTH = 2000;
    private static final String PATIENT_ID = "{{context.patientId}}";
    private static final String ENCOUNTER_ID = "{{context.encounterId}}";

    /** Because clients and laboratories count days in their own zones. */
    static final int SLACK_DAYS = 2;

    private final Map<Source, SourceSearch> searches = new EnumMap<>(Source.class);
    private final Map<Source, String> templates = new EnumMap<>(Source.class);
    private final Map<Source, String> datedTemplates;
    private final Knowledge knowledge;
    private final Set<Code> laboratory;
    private final boolean labsByCategory;
    private final boolean administrations;
    private final int longestDays;
    private @Nullable Queries otherwise;

    /** Without medicines as they were given. */
    public Queries(Knowledge knowledge, boolean labsByCategory) {
        this(knowledge, labsByCategory, false);
    }

    /**
     * @param labsByCategory whether only results of the category {@code laboratory} and reports of the category {@code
     *     LAB} are asked for, as a token may demand that allows no others
     * @param administrations whether medicines as they were given are asked for
     * @throws IllegalArgumentException if the codes make a query too long for clients to send
     */
    public Queries(Knowledge knowledge, boolean labsByCategory, boolean administrations) {
        this.knowledge = knowledge;
        this.administrations = administrations;
        this.labsByCategory = labsByCategory;
        this.longestDays =
                knowledge.tests().stream().mapToInt(LabTest::longestDays).max().orElse(0);
        this.laboratory = knowledge.reportCodes();
        // Without codes: diagnoses and risk contexts may be charted as text only.
        searches.put(Source.CONDITIONS, SourceSearch.of("Condition", 200));
        searches.put(
                Source.OBSERVATIONS,
                SourceSearch.ofCodes("Observation", category("laboratory"), knowledge.observationCodes(), 200));
        searches.put(Source.REPORTS, SourceSearch.ofCodes("DiagnosticReport", category("LAB"), laboratory, 100));
        searches.put(
                Source.ORDERS,
                SourceSearch.ofStatus("ServiceRequest", "draft,active,on-hold,completed", "authored", 200));
        searches.put(Source.PROCEDURES, SourceSearch.of("Procedure", 200));
        searches.put(Source.MEDICATION_REQUESTS, SourceSearch.of("MedicationRequest", 200));
        searches.put(Source.MEDICATION_STATEMENTS, SourceSearch.of("MedicationStatement", 200));
        if (administrations) {
            searches.put(
                    Source.MEDICATION_ADMINISTRATIONS,
                    SourceSearch.ofStatus("MedicationAdministration", "completed", null, 200));
        }
        searches.forEach((source, search) -> templates.put(
                source, search.written(PATIENT_ID, SearchForm.USUAL).getFirst()));
        templates.put(Source.PATIENT, "Patient/" + PATIENT_ID);
        templates.put(Source.ENCOUNTER, "Encounter/" + ENCOUNTER_ID);
        datedTemplates = new EnumMap<>(templates);
        datedTemplates.computeIfPresent(Source.OBSERVATIONS, (source, template) -> dated(template));
        datedTemplates.forEach((source, template) -> {
            if (template.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("the query for " + source + " would be " + template.length()
                        + " characters long, more than " + MAX_LENGTH + ": map fewer local codes");
            }
        });
    }

    /** These queries with laboratory results asked for by category, or not; null: as they are. */
    public synchronized Queries byCategory(@Nullable Boolean byCategory) {
        if (byCategory == null || byCategory == labsByCategory) {
            return this;
        }
        otherwise = otherwise == null ? new Queries(knowledge, byCategory, administrations) : otherwise;
        return otherwise;
    }

    private @Nullable String category(String code) {
        return labsByCategory ? code : null;
    }

    /** Leaves out results older than the longest look-back of any test. */
    private String dated(String template) {
        return template.replace("&_sort", "&date=ge{{today() - " + (longestDays + SLACK_DAYS) + " days}}&_sort");
    }

    /** The prefetch templates by source, in the order of the sources. */
    public Map<Source, String> templates() {
        return Collections.unmodifiableMap(templates);
    }

    /**
     * The prefetch templates for clients that fill in relative dates, a token of CDS Hooks 3.0: without results that are
     * too old to count, and so without those that have no date.
     */
    public Map<Source, String> datedTemplates() {
        return Collections.unmodifiableMap(datedTemplates);
    }

    /** Searches that a FHIR server is asked beside those of these sources, and that are no prefetch. */
    public List<String> further(Set<Source> sources) {
        var further = new ArrayList<String>();
        for (var kind : NestedResults.values()) {
            if (sources.contains(kind.source())) {
                further.addAll(nested(kind).written(PATIENT_ID, SearchForm.USUAL));
            }
        }
        if (sources.contains(Source.MEDICATION_REQUESTS)) {
            further.add("Medication?_id=");
        }
        return further;
    }

    /** Results from before this moment need not be read: no look-back is longer. */
    LocalDateTime oldest(LocalDateTime now) {
        return now.minusDays(longestDays + SLACK_DAYS);
    }

    /** The longest look-back of any test. */
    int longestDays() {
        return longestDays;
    }

    /** Whether this source is asked for at all. */
    boolean asks(Source source) {
        return templates.containsKey(source);
    }

    /** How a source is searched for; null if it is read by its id. */
    @Nullable
    SourceSearch search(Source source) {
        return searches.get(source);
    }

    /** How results are searched for that a search by their codes does not find. */
    SourceSearch nested(NestedResults kind) {
        return switch (kind) {
            case COMPONENTS ->
                SourceSearch.ofCodes("Observation", category("laboratory"), laboratory, 200)
                        .withParameter("combo-code");
            case IN_REPORTS ->
                SourceSearch.ofCodes("DiagnosticReport", "LAB", Set.of(), 100).withParameter("category");
        };
    }

    /** The query for one call, relative to the FHIR server's base, in the usual form. */
    String expand(Source source, String patientId, @Nullable String encounterId) {
        var query = requireNonNull(templates.get(source)).replace(PATIENT_ID, patientId);
        return encounterId == null ? query : query.replace(ENCOUNTER_ID, encounterId);
    }

    /** Whether this resource is of the kind that the query asks for: of laboratory results, one of a test. */
    boolean isAskedFor(Resource resource) {
        return !(resource instanceof Observation it)
                || it.code().any(laboratory::contains)
                || it.components().stream().anyMatch(part -> part.code().any(laboratory::contains));
    }

    /** Whether it, or a part of it, has one of the codes that are asked for, under whatever system. */
    boolean hasCode(Resource resource) {
        return !(resource instanceof Observation it)
                || it.code().any(this::isCode)
                || it.components().stream().anyMatch(part -> part.code().any(this::isCode));
    }

    private boolean isCode(Code code) {
        return laboratory.contains(code)
                || laboratory.stream().anyMatch(it -> it.code().equals(code.code()));
    }

    /** Whether a token with this scope allows the query. */
    boolean isAllowed(Source source, Scope scope) {
        var search = searches.get(source);
        if (search == null) {
            return scope.allowsRead(source == Source.PATIENT ? "Patient" : "Encounter");
        }
        return isAllowed(search, scope);
    }

    boolean isAllowed(NestedResults kind, Scope scope) {
        return isAllowed(nested(kind), scope);
    }

    private static boolean isAllowed(SourceSearch search, Scope scope) {
        return scope.allowsSearch(search.type(), search.category() != null);
    }
}
