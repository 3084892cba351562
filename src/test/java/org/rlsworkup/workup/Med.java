package org.rlsworkup.workup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.MedicationUse;
import org.rlsworkup.chart.Product;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Concept.Coding;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/** Builds a request for a medicine: active, an order, written on 2026-10-01; or a statement that it is taken. */
public final class Med implements Part {
    private Meta meta = Meta.NONE;

    public static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
    public static final String ATC = "http://www.whocc.no/atc";
    public static final String SCT = "http://snomed.info/sct";

    private final List<Coding> codings = new ArrayList<>();
    private final List<Concept> ingredients = new ArrayList<>();
    private final List<Dosage> dosages = new ArrayList<>();
    private final List<Concept> reasons = new ArrayList<>();
    private final List<Ref> reasonRefs = new ArrayList<>();
    private MedicationUse.Kind kind = MedicationUse.Kind.REQUEST;
    private @Nullable String text;
    private @Nullable String display;
    private Concept form = Concept.NONE;
    private @Nullable Ref medication;
    private @Nullable String id = "m1";
    private @Nullable Ref subject = Charts.SUBJECT;
    private @Nullable String status = "active";
    private @Nullable String adherence;
    private @Nullable String intent = "order";
    private boolean doNotPerform;
    private List<String> categories = List.of();
    private @Nullable PartialDate written = Charts.date("2026-10-01");
    private @Nullable PartialDate start;
    private @Nullable PartialDate end;

    public static Med coded(@Nullable String system, String code) {
        return new Med().and(system, code, null);
    }

    public static Med rx(String code) {
        return coded(RXNORM, code);
    }

    public static Med atc(String code) {
        return coded(ATC, code);
    }

    public static Med named(String text) {
        return new Med().text(text);
    }

    /** A statement, effective since a date. */
    public static Med statement(String text, @Nullable String since) {
        var statement = named(text);
        statement.kind = MedicationUse.Kind.STATEMENT;
        statement.intent = null;
        statement.written = null;
        statement.start = Charts.date(since);
        return statement;
    }

    public Med and(@Nullable String system, String code, @Nullable String words) {
        codings.add(new Coding(new Code(system, code), words));
        return this;
    }

    public Med text(String words) {
        text = words;
        return this;
    }

    /** What the reference to the product calls it. */
    public Med display(String words) {
        display = words;
        return this;
    }

    public Med ingredient(Concept concept) {
        ingredients.add(concept);
        return this;
    }

    public Med form(String code, @Nullable String words) {
        form = new Concept(List.of(new Coding(new Code(SCT, code), words)), null);
        return this;
    }

    public Med refersTo(String medicationId) {
        medication = new Ref("Medication", medicationId);
        return this;
    }

    public Med id(String it) {
        id = it;
        return this;
    }

    public Med of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    public Med status(@Nullable String it) {
        status = it;
        return this;
    }

    public Med adherence(String it) {
        adherence = it;
        return this;
    }

    public Med intent(@Nullable String it) {
        intent = it;
        return this;
    }

    public Med notToBeGiven() {
        doNotPerform = true;
        return this;
    }

    public Med categories(String... all) {
        categories = List.of(all);
        return this;
    }

    public Med written(@Nullable String date) {
        written = Charts.date(date);
        return this;
    }

    public Med until(String date) {
        end = Charts.date(date);
        return this;
    }

    public Med route(String snomed) {
        dosages.add(new Dosage(Charts.concept(new Code(SCT, snomed)), false, null, null, false));
        return this;
    }

    public Med routeWords(String words) {
        dosages.add(new Dosage(new Concept(List.of(), words), false, null, null, false));
        return this;
    }

    public Med asNeeded() {
        dosages.add(new Dosage(Concept.NONE, true, null, null, false));
        return this;
    }

    public Med once() {
        dosages.add(new Dosage(Concept.NONE, false, null, null, true));
        return this;
    }

    public Med hours(int hours) {
        dosages.add(new Dosage(Concept.NONE, false, null, Duration.ofHours(hours), false));
        return this;
    }

    public Med from(String date) {
        dosages.add(new Dosage(Concept.NONE, false, Charts.date(date), null, false));
        return this;
    }

    public Med reason(String system, String code) {
        reasons.add(Charts.concept(new Code(system, code)));
        return this;
    }

    public Med reason(String words) {
        reasons.add(new Concept(List.of(), words));
        return this;
    }

    public Med reasonRef(String conditionId) {
        reasonRefs.add(new Ref("Condition", conditionId));
        return this;
    }

    public Med meta(Meta it) {
        meta = it;
        return this;
    }

    @Override
    public MedicationUse build() {
        return new MedicationUse(
                kind,
                id,
                subject,
                new MedicationUse.State(status, adherence, intent, doNotPerform, categories),
                new MedicationUse.Time(written, start, end),
                new Product(new Concept(codings, text), display, form, ingredients),
                medication,
                dosages,
                reasons,
                reasonRefs,
                meta);
    }
}
