package org.rlsworkup.workup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Observation.Component;
import org.rlsworkup.workup.Observation.Measured;
import org.rlsworkup.workup.Observation.Specimen;

/** An Observation in the making: final, about the patient, with a value, without a date. */
final class Lab implements Part {
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
    private @Nullable PartialDate issued;
    private Measured measured = A_VALUE;
    private List<Ref> members = List.of();
    private Specimen specimen = Specimen.UNKNOWN;
    private boolean patientReported;

    private Lab(Concept code) {
        this.code = code;
    }

    static Lab lab(String loinc) {
        return coded(Code.loinc(loinc));
    }

    static Lab coded(Code code) {
        return coded(Charts.concept(code));
    }

    static Lab coded(Concept concept) {
        return new Lab(concept);
    }

    /** A copy of an Observation without members, components and contained ones. */
    static Lab like(Observation it) {
        var lab = new Lab(it.code());
        lab.id = it.id();
        lab.subject = it.subject();
        lab.identifiers = it.identifiers();
        lab.status = it.status();
        lab.effective = it.effective();
        lab.issued = it.issued();
        lab.measured = it.measured();
        lab.specimen = it.specimen();
        lab.patientReported = it.patientReported();
        return lab;
    }

    static Lab ferritin(String date) {
        return lab("2276-4").on(date);
    }

    static Lab saturation(String date) {
        return lab("2502-3").on(date);
    }

    static Lab b12(String date) {
        return lab("2132-9").on(date);
    }

    static Lab tsh(String date) {
        return lab("3016-3").on(date);
    }

    static Lab hba1c(String date) {
        return lab("4548-4").on(date);
    }

    static Lab iron(String date) {
        return lab("2498-4").on(date);
    }

    static Lab bindingCapacity(String date) {
        return lab("2500-7").on(date);
    }

    Lab id(String it) {
        id = it;
        return this;
    }

    Lab of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    Lab identifiers(String... all) {
        identifiers = List.of(all);
        return this;
    }

    Lab status(@Nullable String it) {
        status = it;
        return this;
    }

    Lab on(@Nullable String date) {
        effective = Charts.date(date);
        return this;
    }

    Lab issued(String date) {
        issued = Charts.date(date);
        return this;
    }

    Lab value(Value value) {
        return measured(new Measured(value, null));
    }

    Lab measured(Measured it) {
        measured = it;
        return this;
    }

    Lab says(String words) {
        return value(new Value.Words(words));
    }

    Lab absent(String reason) {
        measured = new Measured(null, reason);
        return this;
    }

    Lab withoutValue() {
        measured = Measured.NOTHING;
        return this;
    }

    /** A panel has no value of its own. */
    Lab component(String loinc) {
        components.add(new Component(Charts.concept(Code.loinc(loinc)), A_VALUE));
        return withoutValue();
    }

    Lab absentComponent(String loinc, String reason) {
        components.add(new Component(Charts.concept(Code.loinc(loinc)), new Measured(null, reason)));
        return withoutValue();
    }

    Lab members(String... ids) {
        members = Charts.members(ids);
        return withoutValue();
    }

    Lab contains(Lab... labs) {
        Stream.of(labs).map(Lab::build).forEach(contained::add);
        return this;
    }

    Lab specimen(String reference) {
        specimen = new Specimen(Ref.parse(reference), List.of(), null);
        return this;
    }

    Lab specimenCalled(String words) {
        specimen = new Specimen(null, List.of(words), null);
        return this;
    }

    Lab collected(String date) {
        specimen = new Specimen(null, List.of(), Charts.date(date));
        return this;
    }

    Lab patientReported() {
        patientReported = true;
        return this;
    }

    @Override
    public Observation build() {
        return new Observation(
                id,
                subject,
                identifiers,
                status,
                code,
                effective,
                issued,
                measured,
                components,
                members,
                contained,
                specimen,
                null,
                patientReported);
    }
}
