package org.rlsworkup.sandbox.demo;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Resource;
import org.rlsworkup.chart.Source;
import org.rlsworkup.workup.Workup;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Answers what the core says about a chart that the page has read, from whichever FHIR server. Keeps nothing. */
@RestController
class ChartController {
    private final Supplier<Workup> workups;
    private final Clock clock;

    ChartController(Supplier<Workup> workups, Clock clinicalClock) {
        this.workups = workups;
        this.clock = clinicalClock;
    }

    /**
     * A chart.
     *
     * @param resources FHIR resources and Bundles of them
     * @param unread what could not be read
     * @param overrides the cards about this patient that were overridden on the page
     */
    record ReadChart(
            String patientId,
            @Nullable String encounterId,
            List<JsonNode> resources,
            @Nullable Set<Source> unread,
            @Nullable List<PageOverride> overrides) {}

    @PostMapping("/demo/chart")
    ChartPicture show(@RequestBody ReadChart request) {
        var workup = workups.get();
        var now = ZonedDateTime.now(clock);
        var resources = new ArrayList<Resource>();
        request.resources().forEach(sent -> resources.addAll(SentResources.read(sent)));
        var unread = request.unread() == null ? Set.<Source>of() : request.unread();
        var chart = Chart.of(request.patientId(), request.encounterId(), resources, unread);
        var bands =
                new ClassBands(workup.knowledge(), workup, request.patientId(), request.encounterId(), resources, now);
        var overrides = request.overrides() == null ? List.<PageOverride>of() : request.overrides();
        return new ChartPainter(workup).paint(chart, bands, overrides, now);
    }
}
