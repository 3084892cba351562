package org.rlsworkup.workup;

import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.ServiceRequest;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.Meta;
import org.rlsworkup.chart.value.PartialDate;
import org.rlsworkup.chart.value.Ref;

/** Builds a ServiceRequest: an active order written on 2026-11-10, outside any encounter. */
public final class Order implements Part {
    private Meta meta = Meta.NONE;

    private final Code code;
    private @Nullable Ref subject = Charts.SUBJECT;
    private @Nullable String status = "active";
    private @Nullable String intent = "order";
    private boolean doNotPerform;
    private @Nullable PartialDate authored = Charts.date("2026-11-10");
    private @Nullable PartialDate occurrence;
    private @Nullable String encounter;

    private @Nullable String words;
    private @Nullable String id;

    private Order(Code code) {
        this.code = code;
    }

    public static Order order(String loinc) {
        return order(Code.loinc(loinc));
    }

    public static Order order(Code code) {
        return new Order(code);
    }

    public Order named(String text) {
        words = text;
        return this;
    }

    public Order id(String it) {
        id = it;
        return this;
    }

    public Order of(@Nullable Ref someone) {
        subject = someone;
        return this;
    }

    public Order status(@Nullable String it) {
        status = it;
        return this;
    }

    public Order intent(@Nullable String it) {
        intent = it;
        return this;
    }

    public Order notToBeDone() {
        doNotPerform = true;
        return this;
    }

    public Order authored(@Nullable String date) {
        authored = Charts.date(date);
        return this;
    }

    public Order planned(String date) {
        occurrence = Charts.date(date);
        return this;
    }

    public Order in(@Nullable String encounterId) {
        encounter = encounterId;
        return this;
    }

    public Order meta(Meta it) {
        meta = it;
        return this;
    }

    @Override
    public ServiceRequest build() {
        return new ServiceRequest(
                id,
                subject,
                status,
                intent,
                doNotPerform,
                new Concept(Charts.concept(code).codings(), words),
                authored,
                occurrence,
                encounter,
                meta);
    }
}
