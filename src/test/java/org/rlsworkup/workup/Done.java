package org.rlsworkup.workup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Procedure;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Concept.Coding;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/** Builds a Procedure: completed on 2026-10-01. */
public final class Done implements Part {
    private Meta meta = Meta.NONE;

    private final Concept code;
    private @Nullable Ref subject = Charts.SUBJECT;
    private @Nullable String status = "completed";
    private @Nullable PartialDate performed = Charts.date("2026-10-01");

    private Done(Concept code) {
        this.code = code;
    }

    /** SNOMED CT codes are numbers; what begins with a letter is ICD-10-CM. */
    public static Done procedure(String code) {
        var system = Character.isDigit(code.charAt(0)) ? Problem.SCT : Problem.ICD10CM;
        return new Done(Charts.concept(new Code(system, code)));
    }

    public static Done worded(String text) {
        return new Done(new Concept(List.<Coding>of(), text));
    }

    public Done of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    public Done status(@Nullable String it) {
        status = it;
        return this;
    }

    public Done on(@Nullable String date) {
        performed = Charts.date(date);
        return this;
    }

    public Done meta(Meta it) {
        meta = it;
        return this;
    }

    @Override
    public Procedure build() {
        return new Procedure(null, subject, status, code, performed, meta);
    }
}
