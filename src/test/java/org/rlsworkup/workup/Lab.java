package org.rlsworkup.workup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Observation;
import org.rlsworkup.chart.Observation.Component;
import org.rlsworkup.chart.Observation.Measured;
import org.rlsworkup.chart.Observation.Specimen;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;
import org.rlsworkup.chart.value.Value;

/** Builds an Observation: final, about the patient, with a value, without a date. */
public final class Lab implements Part {
    private static final Measured A_VALUE =
            new Measured(new Value.Quantity(null, new BigDecimal("150"), "ng/mL", null, null), null);

    private final Concept code;
    private final List<Component> components = new ArrayList<>();
    private final List<Observation> contained = new ArrayList<>();
    private @Nullable String id;
    private @Nullable Ref subject = Charts.SUBJECT;
    private List<String> identifiers = List.of();
    private @Nullable String status = "final";
    private @Nullable PartialDate effective;
    private @Nullable PartialDate effectiveStart;
    private @Nullable PartialDate issued;
    private Meta meta = Meta.NONE;
    private Measured measured = A_VALUE;
    private List<Ref> members = List.of();
    private Specimen specimen = Specimen.UNKNOWN;
    private boolean patientReported;

    private Lab(Concept code) {
        this.code = code;
    }

    public static Lab lab(String loinc) {
        return coded(Code.loinc(loinc));
    }

    public static Lab coded(Code code) {
        return coded(Charts.concept(code));
    }

    public static Lab coded(Concept concept) {
        return new Lab(concept);
    }

    /** A copy of an Observation without members, components and contained ones. */
    public static Lab like(Observation it) {
        var lab = new Lab(it.code());
        lab.id = it.id();
        lab.subject = it.subject();
        lab.identifiers = it.meta().identifiers();
        lab.status = it.status();
        lab.effective = it.effective();
        lab.issued = it.issued();
        lab.measured = it.measured();
        lab.specimen = it.specimen();
        lab.patientReported = it.patientReported();
        return lab;
    }

    public static Lab ferritin(String date) {
        return lab("2276-4").on(date);
    }

    public static Lab saturation(String date) {
        return lab("2502-3").on(date);
    }

    public static Lab b12(String date) {
        return lab("2132-9").on(date);
    }

    public static Lab tsh(String date) {
        return lab("3016-3").on(date);
    }

    public static Lab hba1c(String date) {
        return lab("4548-4").on(date);
    }

    public static Lab iron(String date) {
        return lab("2498-4").on(date);
    }

    public static Lab bindingCapacity(String date) {
        return lab("2500-7").on(date);
    }

    public Lab id(String it) {
        id = it;
        return this;
    }

    public Lab of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    public Lab identifiers(String... all) {
        identifiers = List.of(all);
        return this;
    }

    public Lab status(@Nullable String it) {
        status = it;
        return this;
    }

    public Lab on(@Nullable String date) {
        effective = Charts.date(date);
        return this;
    }

    public Lab over(String start, String end) {
        effectiveStart = Charts.date(start);
        return on(end);
    }

    public Lab meta(Meta it) {
        meta = it;
        return this;
    }

    public Lab issued(String date) {
        issued = Charts.date(date);
        return this;
    }

    public Lab value(Value value) {
        return measured(new Measured(value, null));
    }

    public Lab measured(Measured it) {
        measured = it;
        return this;
    }

    public Lab says(String words) {
        return value(new Value.Text(words));
    }

    public Lab absent(String reason) {
        measured = new Measured(null, reason);
        return this;
    }

    public Lab withoutValue() {
        measured = Measured.NOTHING;
        return this;
    }

    /** A panel has no value of its own. */
    public Lab component(String loinc) {
        components.add(new Component(Charts.concept(Code.loinc(loinc)), A_VALUE));
        return withoutValue();
    }

    /** A component whose meaning extensions modify. */
    public Lab component(String loinc, Meta modified) {
        var measured = new Measured(A_VALUE.value(), null, List.of(), null, modified.modifiers());
        components.add(new Component(Charts.concept(Code.loinc(loinc)), measured));
        return withoutValue();
    }

    public Lab absentComponent(String loinc, String reason) {
        components.add(new Component(Charts.concept(Code.loinc(loinc)), new Measured(null, reason)));
        return withoutValue();
    }

    public Lab members(String... ids) {
        members = Charts.members(ids);
        return withoutValue();
    }

    public Lab contains(Lab... labs) {
        Stream.of(labs).map(Lab::build).forEach(contained::add);
        return this;
    }

    public Lab specimen(String reference) {
        specimen = new Specimen(Ref.parse(reference), List.of(), null);
        return this;
    }

    public Lab specimenCalled(String words) {
        specimen = new Specimen(null, List.of(words), null);
        return this;
    }

    public Lab collected(String date) {
        specimen = new Specimen(null, List.of(), Charts.date(date));
        return this;
    }

    public Lab patientReported() {
        patientReported = true;
        return this;
    }

    @Override
    public Observation build() {
        return new Observation(
                id,
                subject,
                status,
                code,
                effective,
                effectiveStart,
                issued,
                measured,
                components,
                members,
                contained,
                specimen,
                null,
                patientReported,
                false,
                new Meta(meta.versionId(), meta.updated(), meta.modifiers(), identifiers));
    }
}
