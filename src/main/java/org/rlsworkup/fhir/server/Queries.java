package org.rlsworkup.fhir.server;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    private final Map<Source, String> templates = new EnumMap<>(Source.class);
    private final Map<Source, String> datedTemplates;
    private final Map<Source, Integer> counts = new EnumMap<>(Source.class);
    private final Set<Code> laboratory;
    private final boolean labsByCategory;
    private final int longestDays;

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
        this.labsByCategory = labsByCategory;
        this.longestDays =
                knowledge.tests().stream().mapToInt(LabTest::longestDays).max().orElse(0);
        this.laboratory = knowledge.reportCodes();
        templates.put(Source.PATIENT, "Patient/" + PATIENT_ID);
        // Without codes: diagnoses and risk contexts may be charted as text only.
        search(Source.CONDITIONS, "Condition", "", 200);
        var observations = category("laboratory") + "&code=" + codes(knowledge.observationCodes()) + "&_sort=-date";
        search(Source.OBSERVATIONS, "Observation", observations, 200);
        var reports = category("LAB") + "&code=" + codes(knowledge.reportCodes()) + "&_sort=-date";
        search(Source.REPORTS, "DiagnosticReport", reports, 100);
        var orders = "&status=draft,active,on-hold,completed&_sort=-authored";
        search(Source.ORDERS, "ServiceRequest", orders, 200);
        search(Source.PROCEDURES, "Procedure", "", 200);
        templates.put(Source.ENCOUNTER, "Encounter/" + ENCOUNTER_ID);
        search(Source.MEDICATION_REQUESTS, "MedicationRequest", "", 200);
        search(Source.MEDICATION_STATEMENTS, "MedicationStatement", "", 200);
        if (administrations) {
            search(Source.MEDICATION_ADMINISTRATIONS, "MedicationAdministration", "&status=completed", 200);
        }
        datedTemplates = new EnumMap<>(templates);
        datedTemplates.computeIfPresent(Source.OBSERVATIONS, (source, template) -> dated(template));
        datedTemplates.forEach((source, template) -> {
            if (template.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("the query for " + source + " would be " + template.length()
                        + " characters long, more than " + MAX_LENGTH + ": map fewer local codes");
            }
        });
    }

    private String category(String code) {
        return labsByCategory ? "&category=" + code : "";
    }

    /** Leaves out results older than the longest look-back of any test. */
    private String dated(String template) {
        return template.replace("&_sort", "&date=ge{{today() - " + (longestDays + SLACK_DAYS) + " days}}&_sort");
    }

    private void search(Source source, String type, String filter, int count) {
        templates.put(source, type + "?patient=" + PATIENT_ID + filter + "&_count=" + count);
        counts.put(source, count);
    }

    /** Codes without systems: the query would be too long, and the systems are checked when the answer is read. */
    private static String codes(Set<Code> codes) {
        return codes.stream().map(Code::code).distinct().map(Queries::escaped).collect(Collectors.joining(","));
    }

    /** Escapes comma, bar, dollar and backslash as FHIR search requires, then the whole for a URL. */
    private static String escaped(String code) {
        return URLEncoder.encode(code.replaceAll("([\\\\,|$])", "\\\\$1"), StandardCharsets.UTF_8)
                .replace("+", "%20");
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

    /** Results from before this moment need not be read: no look-back is longer. */
    LocalDateTime oldest(LocalDateTime now) {
        return now.minusDays(longestDays + SLACK_DAYS);
    }

    /** Whether this source is asked for at all. */
    boolean asks(Source source) {
        return templates.containsKey(source);
    }

    /** The query for one call, relative to the FHIR server's base. */
    String expand(Source source, String patientId, @Nullable String encounterId) {
        var query = requireNonNull(templates.get(source)).replace(PATIENT_ID, patientId);
        return encounterId == null ? query : query.replace(ENCOUNTER_ID, encounterId);
    }

    /** The page size of a search; null for a read. */
    @Nullable
    Integer count(Source source) {
        return counts.get(source);
    }

    /** Whether this resource is of the kind that the query asks for: of laboratory results, one of a test. */
    boolean isAskedFor(Resource resource) {
        return switch (resource) {
            case Observation it ->
                it.code().any(laboratory::contains)
                        || it.components().stream().anyMatch(part -> part.code().any(laboratory::contains));
            default -> true;
        };
    }

    /** Whether a token with this scope allows the query. */
    boolean isAllowed(Source source, Scope scope) {
        var type = requireNonNull(templates.get(source)).split("[/?]", 2)[0];
        var isLaboratory = labsByCategory && (source == Source.OBSERVATIONS || source == Source.REPORTS);
        return count(source) == null ? scope.allowsRead(type) : scope.allowsSearch(type, isLaboratory);
    }
}
