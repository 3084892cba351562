package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.chart.Chart;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.Encounter;
import org.rlsworkup.chart.Medication;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Patient;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.Source;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Interval;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.Value;
import org.rlsworkup.workup.diagnosis.Diagnosis;
import org.rlsworkup.workup.interpretation.AnalyteValue;
import org.rlsworkup.workup.results.Values;

/**
 * The toString of records with patient data gives the type and no content: a log may print
 * them.
 */
class RecordTextTests {
    private static final String SECRET = "Zebra-4711";

    static Stream<Record> records() {
        var quantity = new Value.Quantity("<", new BigDecimal("4711"), SECRET, SECRET, SECRET);
        var measured = new Observation.Measured(quantity, null);
        var concept = new Concept(List.of(), SECRET);
        var lab = Lab.coded(concept).id(SECRET).measured(measured).build();
        var value = new AnalyteValue(
                Charts.KNOWLEDGE.analyte("FER"),
                Values.read("2276-4", "47.11 ng/mL"),
                Charts.date("2026-10-01"),
                SECRET,
                true,
                List.of());
        return Stream.of(
                quantity,
                new Value.Text(SECRET),
                new Value.Unitless(new BigDecimal("4711")),
                new Value.Range(quantity, quantity),
                Interval.exactly(new BigDecimal("4711")),
                lab,
                value,
                (Record) value.measurement(),
                (Record) Values.read("2276-4", new Value.Text(SECRET)),
                Report.report("50190-8").results(SECRET).build(),
                Order.order(new Code(SECRET, SECRET)).build(),
                Done.worded(SECRET).build(),
                Problem.worded(SECRET).build(),
                Med.named(SECRET).build(),
                new Medication(SECRET, new Product(concept, SECRET, concept, List.of(concept))),
                new Product(concept, SECRET, concept, List.of(concept)),
                new Dosage(concept, false, Charts.date("1947-11-01"), null, false),
                new Patient(SECRET, Charts.date("1947-11-01"), null, false, false, Meta.NONE),
                new Encounter(SECRET, null, SECRET, List.of(), List.of(SECRET), Meta.NONE),
                new Diagnosis(SECRET, true, SECRET, false),
                Chart.of(SECRET, SECRET, List.of(lab), Set.of(Source.ORDERS)),
                new Chart(
                        SECRET,
                        null,
                        null,
                        List.of(),
                        List.of(lab),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        Map.of(),
                        List.of(),
                        Set.of(),
                        0));
    }

    @ParameterizedTest
    @MethodSource("records")
    void sayWhatTheyAreAndNoMore(Record holder) {
        assertThat(holder.toString())
                .startsWith(holder.getClass().getSimpleName() + "[")
                .doesNotContain(SECRET, "4711", "47.11", "1947", "p1");
    }
}
