package org.rlsworkup.fhir.order;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.EncounterRules.CareSetting;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.LabTest.Orderable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The form in which an EHR can take draft orders, {@code rls.clients[].orders}. The local codes are in the site file.
 *
 * @param codings on an order
 * @param suggest which orders are offered
 * @param intent of an order
 * @param category of an order
 * @param orderSet what orders several tests at once, or null if there is no such thing
 */
public record OrderRules(
        @DefaultValue("both") Codings codings,
        @DefaultValue("all") Suggested suggest,
        @DefaultValue("order") Intent intent,
        @DefaultValue("laboratory") Category category,
        @Nullable OrderSet orderSet) {
    /** LOINC and the local code, for every test. */
    public static final OrderRules DEFAULT =
            new OrderRules(Codings.BOTH, Suggested.ALL, Intent.ORDER, Category.LABORATORY, null);

    /** The codes on an order; where a test has no local code, always LOINC. */
    public enum Codings {
        /** LOINC first, then the local code. */
        BOTH,
        OWN_FIRST,
        OWN_ONLY
    }

    public enum Suggested {
        ALL,
        /** Only tests with a local code: an EHR may be unable to take an order without one. */
        MAPPED_ONLY
    }

    public enum Intent {
        ORDER,
        PLAN,
        PROPOSAL
    }

    public enum Category {
        /** A laboratory procedure, in SNOMED CT. */
        LABORATORY,
        /** Inpatient or outpatient, by the class of the encounter; none where that says neither. */
        SETTING,
        NONE
    }

    /**
     * Something that orders several tests at once. Offered first, where all of them are offered.
     *
     * @param name on the button
     * @param tests ids of these tests; empty: all core tests
     */
    public record OrderSet(
            @DefaultValue("") String system,
            @DefaultValue("") String code,
            @DefaultValue("") String name,
            @DefaultValue Set<String> tests) {
        Orderable orderable() {
            return new Orderable(new Code(system, code), name, name, null, Map.of());
        }

        boolean covers(Collection<String> offered, Knowledge knowledge) {
            return offered.containsAll(
                    tests.isEmpty()
                            ? knowledge.tests(LabTest.Tier.CORE).stream()
                                    .map(LabTest::id)
                                    .toList()
                            : tests);
        }
    }

    /** What is wrong with these settings, or null. */
    public @Nullable String problem() {
        var set = orderSet;
        return set != null
                        && (set.system().isBlank()
                                || set.code().isBlank()
                                || set.name().isBlank())
                ? "orders.order-set needs system, code and name"
                : null;
    }

    /** Whether an order can be offered. */
    boolean isOffered(Orderable order, CareSetting setting) {
        return suggest == Suggested.ALL || order.local(setting) != null;
    }

    /** The codes on an order, without repetition. */
    List<Code> codes(Orderable order, CareSetting setting) {
        var own = order.local(setting);
        if (own == null) {
            return List.of(order.code());
        }
        return switch (codings) {
            case BOTH -> Stream.of(order.code(), own).distinct().toList();
            case OWN_FIRST -> Stream.of(own, order.code()).distinct().toList();
            case OWN_ONLY -> List.of(own);
        };
    }

    /** Whether orders of this kind differ between settings. */
    boolean differsBySetting(Orderable order) {
        return category == Category.SETTING || !order.localIn().isEmpty();
    }
}
