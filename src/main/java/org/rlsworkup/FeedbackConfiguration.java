package org.rlsworkup;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.cdshooks.PriorResponses;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackLookup;
import org.rlsworkup.feedback.FeedbackStore;
import org.rlsworkup.feedback.IssuedCardWriter;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.feedback.SilentCards;
import org.rlsworkup.feedback.insights.SilentCardsPage;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.operations.AuditLog;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.operators.Erasure;
import org.rlsworkup.operators.OperatorClaim;
import org.rlsworkup.operators.PatientKeyFunction;
import org.rlsworkup.operators.PatientKeyFunction.PatientLookup;
import org.rlsworkup.sandbox.ResetTask;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.util.Assert;

/** What is stored in the database: issued cards, feedback, and counts of calls. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {
    private static final InstantSource CLOCK = InstantSource.system();
    /** In normal operation a card is stored after a few milliseconds. */
    private static final Duration CARD_QUEUED = Duration.ofSeconds(1);

    @Bean
    Function<FeedbackBatch, FeedbackBatch.Receipt> feedbackStorage(Database database, RlsProperties settings) {
        var store = new FeedbackStore(database, CARD_QUEUED, CLOCK);
        var comments = settings.feedback().comments();
        return batch -> store.save(comments ? batch : batch.withoutComments());
    }

    /** Without clients a random key does: only this machine may call then. */
    @Bean
    PatientKeys patientKeys(RlsProperties settings) {
        var secret = settings.patientKey();
        Assert.isTrue(
                secret != null || settings.clients().isEmpty(),
                "rls.patient-key is required: feedback is stored under keys made with it. Create one, for example with"
                        + " openssl rand -hex 32");
        return secret == null ? new PatientKeys(UUID.randomUUID().toString()) : new PatientKeys(settings.patientKeys());
    }

    @Bean
    PatientKeyFunction patientKeyFunction(PatientKeys keys, Retention retention, RlsProperties settings) {
        return (client, tenant, fhirServer, patient) -> {
            var configured = settings.client(client);
            if (configured.isPresent()) {
                var caller = configured.get().toCaller(settings.couldNotLook()).withTenant(tenant);
                return lookup(keys, configured.get(), PatientRef.of(caller, fhirServer, patient));
            }
            var isSandbox = settings.clients().isEmpty() && client.equals(TrustConfiguration.SANDBOX_CLIENT);
            if (!isSandbox && !retention.hasCardsOf(client)) {
                return new PatientLookup.UnknownClient();
            }
            var caller = Caller.of(client, server -> false).withTenant(tenant);
            var ref = PatientRef.of(caller, fhirServer, patient);
            if (isSandbox) {
                return new PatientLookup.WithKeys(hashes(keys, ref), null);
            }
            return ref.server().isEmpty()
                    ? new PatientLookup.ServerNeeded()
                    : new PatientLookup.WithKeys(
                            hashes(keys, ref),
                            "the client is not in rls.clients any more, with its servers and tenants");
        };
    }

    /** Of several servers one has to be named: the same id is another patient there. */
    static PatientLookup lookup(PatientKeys keys, ClientSettings client, PatientRef patient) {
        return patient.server().isEmpty() && !patient.isOnlyServer()
                ? new PatientLookup.ServerNeeded()
                : new PatientLookup.WithKeys(hashes(keys, patient), client.doubt(patient));
    }

    private static Set<String> hashes(PatientKeys keys, PatientRef patient) {
        return Stream.of(keys.of(patient), keys.withoutServer(patient)).collect(Collectors.toSet());
    }

    @Bean
    SilentCards silentCards(Database database, RlsProperties settings, PatientKeys keys, MeterRegistry meters) {
        var kept = settings.silentCards();
        var cards = new SilentCards(database, kept.key(), kept.retention(), keys.count(), CLOCK);
        FunctionCounter.builder("rls.silent.cards.lost", cards, SilentCards::lost)
                .description("Cards of silent mode that could not be kept")
                .register(meters);
        return cards;
    }

    @Bean
    Consumer<CallOutcome> silentCardListener(SilentCards cards, PatientKeys keys) {
        return answered -> {
            var patient = answered.patient();
            if (patient != null && cards.areKept()) {
                var records = new CardRecords(patient, keys);
                answered.cards().forEach(card -> {
                    if (card.withheld() != null) {
                        cards.add(records.silent(answered, card.uuid(), card.withheld(), CLOCK.instant()));
                    }
                });
            }
        };
    }

    @Bean
    Consumer<Erasure> erasureListener(ObjectProvider<AuditLog> audit) {
        return erasure -> audit.ifAvailable(log -> log.add(new AuditLog.Erased(
                erasure.operator(),
                erasure.patientKeys().stream().sorted().toList(),
                erasure.cards(),
                erasure.answers(),
                CLOCK.instant())));
    }

    @Bean
    Consumer<SilentCardsPage.Viewing> viewingListener(ObjectProvider<AuditLog> audit) {
        return it -> audit.ifAvailable(
                log -> log.add(new AuditLog.Viewed(it.operator(), it.exported(), it.cards(), CLOCK.instant())));
    }

    @Bean
    OperatorClaim operatorClaim(RlsProperties settings) {
        return settings.operators();
    }

    @Bean
    IssuedCardWriter issuedCardWriter(Database database, PatientKeys keys) {
        return new IssuedCardWriter(database, keys.count(), CLOCK);
    }

    @Bean
    Consumer<CallOutcome> issuedCardListener(IssuedCardWriter cards, PatientKeys keys) {
        return answered -> {
            var patient = answered.patient();
            var user = answered.user();
            if (patient != null && user != null && !answered.cards().isEmpty()) {
                new CardRecords(patient, keys)
                        .issued(answered, user, CLOCK.instant())
                        .forEach(cards::add);
            }
        };
    }

    @Bean
    FeedbackLookup feedbackLookup(
            Database database, RlsProperties settings, ObjectProvider<UnaryOperator<ThreadFactory>> traced) {
        return new FeedbackLookup(
                database,
                settings.feedback().lookup(),
                settings.repeatAfter(),
                HookService.ORDER_SELECT.id(),
                CLOCK,
                traced.getIfAvailable(UnaryOperator::identity)
                        .apply(Thread.ofVirtual().factory()));
    }

    @Bean
    BiFunction<PatientRef, @Nullable String, Supplier<Optional<PriorResponses>>> priorResponses(
            FeedbackLookup lookups, PatientKeys keys) {
        return (patient, user) -> {
            var key = keys.of(patient);
            var before = patient.isOnlyServer() ? keys.withoutServer(patient) : key;
            var userKey = user == null ? null : keys.ofUser(patient.caller(), user);
            var lookup = lookups.start(new FeedbackLookup.StoredAs(key, before), userKey);
            return () -> lookup.get().map(new CardRecords(patient, keys)::priorResponses);
        };
    }

    @Bean
    CallCounter callCounter(Database database) {
        return new CallCounter(database, CLOCK);
    }

    @Bean
    DailyTotals dailyTotals(Database database) {
        return new DailyTotals(
                database,
                CLOCK,
                (card, test) -> CallOutcome.CreatedCard.suggestion(UUID.fromString(card), test)
                        .toString());
    }

    /** In the sandbox, what was answered to a card is forgotten with everything else. */
    @Bean
    @Profile("sandbox")
    ResetTask resetTask(Retention retention) {
        return new ResetTask(() -> retention.eraseAll(TrustConfiguration.SANDBOX_CLIENT));
    }

    @Bean
    Retention retention(Database database, DailyTotals totals, RlsProperties settings) {
        return new Retention(database, totals, settings.feedback().retention(), CLOCK);
    }
}
