package org.rlsworkup.screening;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.CardAssembler;
import org.rlsworkup.cards.DataCoverage;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.fhir.read.FhirReader;
import org.rlsworkup.fhir.read.QueryResponse;
import org.rlsworkup.knowledge.ExtendedTests;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.load.KnowledgeLoader;
import org.rlsworkup.screening.report.PatientRow;
import org.rlsworkup.workup.Assessment;
import org.rlsworkup.workup.Workup;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Screens one patient after the other: the service's own reader and workup, one of each per process. */
final class Screener {
    /** Stands before the name of a source that has a malformed line about the patient; no line of JSON begins so. */
    static final char UNREAD = '!';

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final List<String> OF_A_VERSION =
            List.of("resourceType", "id", "meta", "identifier", "status", "subject", "code");
    private static final Map<Settings, Screener> SCREENERS = new ConcurrentHashMap<>();

    private final ZonedDateTime now;
    private final Knowledge knowledge;
    private final Workup workup;
    private final CardAssembler cards;
    private final TestStates states;
    private final Unfamiliar unfamiliar;
    private final Pseudonyms pseudonyms;

    /**
     * All that decides what is found.
     *
     * @param now the moment for which is screened; its zone is that of dates without an offset
     * @param siteFile name of a site's additions to the knowledge, or null
     * @param siteYaml their text, or null
     */
    record Settings(
            ZonedDateTime now,
            ExtendedTests extended,
            @Nullable String siteFile,
            @Nullable String siteYaml,
            ScreeningOptions.Identity identity)
            implements Serializable {}

    private Screener(Settings settings) {
        now = settings.now();
        knowledge = knowledge(settings);
        workup = new Workup(knowledge, settings.extended());
        cards = new CardAssembler(knowledge);
        states = new TestStates(knowledge, workup, now);
        unfamiliar = new Unfamiliar(knowledge, now);
        pseudonyms = new Pseudonyms(settings.identity());
    }

    /** The one for these settings. */
    static Screener of(Settings settings) {
        return SCREENERS.computeIfAbsent(settings, Screener::new);
    }

    /**
     * The knowledge of the project with a site's additions.
     *
     * @throws org.rlsworkup.knowledge.load.KnowledgeException if the additions are refused
     */
    static Knowledge knowledge(Settings settings) {
        try (var yaml = Screener.class.getResourceAsStream("/knowledge/rls-workup.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("the jar holds no knowledge");
            }
            var text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            var file = settings.siteFile();
            var site = settings.siteYaml();
            return KnowledgeLoader.load(
                    new KnowledgeLoader.Source("rls-workup.yaml", text),
                    file == null || site == null ? null : new KnowledgeLoader.Source(file, site));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this Condition alone shows RLS. Other versions of it may withdraw it. */
    boolean mayHaveRls(String patient, byte[] json, int length) {
        var resource = read(json, length);
        return resource != null && workup.hasRls(Chart.of(patient, null, List.of(resource), Set.of()), now);
    }

    /**
     * A resource as it is sent to the process that screens the patient. Of an Observation that means nothing to the workup,
     * as nearly all do, only what tells whether it is a later version of another one.
     */
    String shortened(String type, byte[] json, int length) {
        var resource = type.equals("Observation") ? read(json, length) : null;
        return resource == null || unfamiliar.mayMatter(resource)
                ? new String(json, 0, length, StandardCharsets.UTF_8)
                : ((ObjectNode) MAPPER.readTree(json, 0, length))
                        .retain(OF_A_VERSION)
                        .toString();
    }

    private static @Nullable Resource read(byte[] json, int length) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json, 0, length)) {
            parser.nextToken();
            return FhirReader.read(parser) instanceof QueryResponse.Single(var resource) ? resource : null;
        }
    }

    /**
     * Screens a patient.
     *
     * @param lines the patient's resources, and sources that were not read to their end for this patient
     * @param unread sources that were not read to their end for anybody
     * @return null if RLS is not charted after all
     */
    @Nullable
    PatientRow screen(String patient, List<String> lines, Set<Source> unread) {
        var missed = EnumSet.noneOf(Source.class);
        missed.addAll(unread);
        var resources = new ArrayList<Resource>();
        var demographics = Demographics.UNKNOWN;
        var skipped = 0;
        // In an order that does not depend on files and tasks, and without copies.
        for (var line : new TreeSet<>(lines)) {
            if (line.charAt(0) == UNREAD) {
                missed.add(Source.valueOf(line.substring(1)));
                continue;
            }
            var json = line.getBytes(StandardCharsets.UTF_8);
            var resource = read(json, json.length);
            if (resource == null) {
                skipped++;
            } else {
                resources.add(resource);
                demographics = resource instanceof Patient it ? demographics.later(it, line) : demographics;
            }
        }
        if (resources.stream().noneMatch(Patient.class::isInstance)) {
            missed.add(Source.PATIENT);
        }
        var chart = Chart.of(patient, null, resources, missed);
        return workup.hasRls(chart, now) ? row(chart, demographics, skipped) : null;
    }

    private PatientRow row(Chart chart, Demographics demographics, int skipped) {
        var assessment = workup.assess(chart, List.of(), now);
        var coverage = new DataCoverage(false, true, skipped, chart.foreign(), false, false, true, Set.of());
        var rules = cards.assemble(assessment, coverage, now).cards().stream()
                .flatMap(card -> card.trace().stream())
                .map(RuleTrace::key)
                .distinct()
                .toList();
        var outcome = Outcome.of(assessment);
        return new PatientRow(
                pseudonyms.of(chart.patientId()),
                demographics.organisation(),
                demographics.ageBand(now),
                demographics.sex(),
                outcome.name(),
                outcome.reason(),
                outcome.diagnosis(),
                states.of(assessment, chart),
                assessment instanceof Assessment.Assessed it
                        ? it.further().stream()
                                .map(missing -> missing.test().id())
                                .toList()
                        : List.of(),
                rules,
                outcome.medicines(),
                outcome.contexts(),
                outcome.notLookedAt(chart, skipped),
                unfamiliar.in(chart));
    }
}
