package org.rlsworkup.knowledge.page;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.knowledge.LabTest;
import org.rlsworkup.knowledge.analyte.Analyte;
import org.rlsworkup.knowledge.analyte.Scale;
import org.rlsworkup.knowledge.load.Annotations;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Filing;
import org.rlsworkup.knowledge.page.KnowledgeDocument.Unit;
import org.rlsworkup.knowledge.page.KnowledgeDocument.UnitScale;

/** Sets out for readers what laboratories measure: units and codes. */
final class AnalyteLister {
    private final Knowledge knowledge;
    private final Annotations annotations;
    private final CodeLister codes;

    AnalyteLister(Knowledge knowledge, Annotations annotations, CodeLister codes) {
        this.knowledge = knowledge;
        this.annotations = annotations;
        this.codes = codes;
    }

    List<KnowledgeDocument.Analyte> list() {
        return annotations.ids("analytes").stream()
                .map(knowledge::analyte)
                .map(this::analyte)
                .toList();
    }

    private KnowledgeDocument.Analyte analyte(Analyte analyte) {
        return new KnowledgeDocument.Analyte(
                analyte.id(),
                analyte.name(),
                usedBy(analyte.id()),
                analyte.scales().stream()
                        .map(scale -> scale(scale, analyte.main()))
                        .toList(),
                analyte.filings().entrySet().stream()
                        .map(it -> filing(codes.coded(it.getKey()), it.getValue()))
                        .toList(),
                codes.list(analyte.never()));
    }

    private List<String> usedBy(String id) {
        return knowledge.tests().stream()
                .filter(test -> test.measuredBy().contains(id)
                        || test.calculatedFrom().stream().anyMatch(pair -> pair.contains(id)))
                .map(LabTest::name)
                .toList();
    }

    private static Filing filing(KnowledgeDocument.Coded code, Analyte.Filing filing) {
        return new Filing(
                code, filing.scales().stream().map(Scale::unit).distinct().toList(), filing.defaultUnit());
    }

    private static UnitScale scale(Scale scale, Scale main) {
        var plausible = scale.plausible();
        return new UnitScale(
                scale.unit(),
                scale.accepts().written().entrySet().stream()
                        .map(it -> new Unit(it.getKey(), plain(it.getValue())))
                        .toList(),
                plausible == null ? null : plainIfAny(plausible.low()),
                plausible == null ? null : plainIfAny(plausible.high()),
                scale.equals(main) ? null : equation(scale, main));
    }

    private static @Nullable String equation(Scale scale, Scale main) {
        var conversion = scale.toMain();
        if (conversion == null) {
            return null;
        }
        var equation = new StringBuilder(scale.unit());
        if (conversion.times().compareTo(BigDecimal.ONE) != 0) {
            equation.append(" × ").append(plain(conversion.times()));
        }
        if (conversion.dividedBy().compareTo(BigDecimal.ONE) != 0) {
            equation.append(" ÷ ").append(plain(conversion.dividedBy()));
        }
        if (conversion.plus().signum() != 0) {
            equation.append(conversion.plus().signum() < 0 ? " − " : " + ")
                    .append(plain(conversion.plus().abs()));
        }
        return equation.append(" = ").append(main.unit()).toString();
    }

    private static @Nullable BigDecimal plainIfAny(@Nullable BigDecimal number) {
        return number == null ? null : plain(number);
    }

    /** The same number, never printed with an exponent. */
    static BigDecimal plain(BigDecimal number) {
        return new BigDecimal(number.stripTrailingZeros().toPlainString());
    }
}
