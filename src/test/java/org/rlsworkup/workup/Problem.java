package org.rlsworkup.workup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Condition;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Concept.Coding;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/** Builds a Condition: active and confirmed, on the problem list since 2026-06-01. */
public final class Problem implements Part {
    private Meta meta = Meta.NONE;

    public static final String SCT = "http://snomed.info/sct";
    public static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";

    private final List<Coding> codings = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String id;
    private @Nullable Ref subject = Charts.SUBJECT;
    private @Nullable String clinicalStatus = "active";
    private @Nullable String verificationStatus = "confirmed";
    private List<String> categories = List.of("problem-list-item");
    private @Nullable PartialDate onset;
    private @Nullable PartialDate recorded = Charts.date("2026-06-01");
    private boolean abated;
    private @Nullable PartialDate abatement;

    public static Problem coded(@Nullable String system, String code) {
        return new Problem().and(system, code, null);
    }

    public static Problem snomed(String code) {
        return coded(SCT, code);
    }

    public static Problem icd(String code) {
        return coded(ICD10CM, code);
    }

    /** SNOMED CT codes are numbers; what begins with a letter is ICD-10-CM. */
    public static Problem problem(String code) {
        return Character.isDigit(code.charAt(0)) ? snomed(code) : icd(code);
    }

    public static Problem worded(String text) {
        return new Problem().text(text);
    }

    public static Problem rls() {
        return snomed("32914008").id("rls");
    }

    public Problem and(@Nullable String system, String code, @Nullable String display) {
        codings.add(new Coding(new Code(system, code), display));
        return this;
    }

    public Problem text(String words) {
        text = words;
        return this;
    }

    public Problem id(String it) {
        id = it;
        return this;
    }

    public Problem of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    public Problem clinical(@Nullable String status) {
        clinicalStatus = status;
        return this;
    }

    public Problem verification(@Nullable String status) {
        verificationStatus = status;
        return this;
    }

    public Problem categories(String... all) {
        categories = List.of(all);
        return this;
    }

    public Problem onset(String date) {
        onset = Charts.date(date);
        return this;
    }

    public Problem recorded(@Nullable String date) {
        recorded = Charts.date(date);
        return this;
    }

    /** Abated on a date, or, without one, at an age or by a text. */
    public Problem abated(@Nullable String date) {
        abated = true;
        abatement = Charts.date(date);
        return this;
    }

    public Problem meta(Meta it) {
        meta = it;
        return this;
    }

    @Override
    public Condition build() {
        return new Condition(
                id,
                subject,
                clinicalStatus,
                verificationStatus,
                categories,
                new Concept(codings, text),
                onset,
                recorded,
                abated,
                abatement,
                meta);
    }
}
