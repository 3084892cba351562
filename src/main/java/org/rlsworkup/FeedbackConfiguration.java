package org.rlsworkup;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rlsworkup.cards.RuleTrace;
import org.rlsworkup.cdshooks.CallOutcome;
import org.rlsworkup.cdshooks.PriorResponses;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.HookService;
import org.rlsworkup.cdshooks.request.PatientRef;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.feedback.BackgroundTasks;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.FeedbackLookup;
import org.rlsworkup.feedback.FeedbackStore;
import org.rlsworkup.feedback.IssuedCard;
import org.rlsworkup.feedback.IssuedCardWriter;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.feedback.insights.ChartOpeningServices;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.knowledge.CardOverride;
import org.rlsworkup.operations.PatientKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Joins what is kept of cards and of the answers to them. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackConfiguration.class);
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(5);
    private static final Duration SUMMED_UP_EVERY = Duration.ofSeconds(30);
    private static final Duration PURGED_EVERY = Duration.ofHours(1);

    /** Socket time-out of PostgreSQL's driver, which by itself waits for ever, in seconds. */
    private static final String SOCKET_TIMEOUT = "10";

    /**
     * Opened when the service is ready; at once where the start may fail for it, a user of H2 being named who may lack
     * the rights, and in the sandbox, where it is empty and in memory.
     */
    @Bean
    Database feedbackDatabase(Environment environment) {
        var database = new Database(() -> pool(environment));
        if (environment.acceptsProfiles(Profiles.of("sandbox")) || namesUserOfH2(environment)) {
            database.check();
        }
        return database;
    }

    private static boolean namesUserOfH2(Environment environment) {
        var url = environment.getProperty("spring.datasource.url", "");
        return url.startsWith("jdbc:h2:")
                && (environment.containsProperty("spring.datasource.username")
                        || environment.containsProperty("spring.datasource.hikari.username")
                        || url.toUpperCase(Locale.ROOT).contains(";USER="));
    }

    private static HikariDataSource pool(Environment environment) {
        var binder = Binder.get(environment);
        var settings = binder.bindOrCreate("spring.datasource", DataSourceProperties.class);
        var pool = settings.initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        if (settings.determineUrl().startsWith("jdbc:postgresql:")) {
            pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT);
        }
        binder.bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        pool.setJdbcUrl(Database.durable(pool.getJdbcUrl()));
        return pool;
    }

    @Bean
    BackgroundTasks backgroundTasks() {
        return new BackgroundTasks();
    }

    /** Loading a database's classes, connecting and migrating take longer than a start may. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> feedbackOpening(
            BackgroundTasks tasks, Database database, CallCounter counts, DailyTotals totals, Retention retention) {
        return ready -> tasks.every(CHECKED_EVERY, () -> check(database, ready.getApplicationContext()))
                .every(SUMMED_UP_EVERY, counts::flush)
                .every(SUMMED_UP_EVERY, totals::update)
                .every(PURGED_EVERY, retention::purge);
    }

    /** What was promised to be kept cannot be: better no service than one that loses answers. */
    private static void check(Database database, ConfigurableApplicationContext context) {
        try {
            database.check();
        } catch (Database.NotDurableException failure) {
            LOG.error("Stopping: {}", failure.getMessage());
            System.exit(SpringApplication.exit(context, () -> 1));
        }
    }

    @Bean
    FeedbackStore feedbackStore(Database database) {
        return new FeedbackStore(database, InstantSource.system());
    }

    @Bean
    Predicate<FeedbackBatch> feedbackStorage(FeedbackStore store, RlsProperties settings) {
        var comments = settings.feedback().comments();
        return batch -> store.save(comments ? batch : batch.withoutComments());
    }

    /** Where nobody but this machine may call, what is kept may be unknown again after the next start. */
    @Bean
    PatientKeys patientKeys(RlsProperties settings) {
        var secret = settings.patientKey();
        RlsProperties.check(
                secret != null || settings.clients().isEmpty(),
                "rls.patient-key is needed: what is kept of feedback is found by it, for example of openssl rand -hex"
                        + " 32");
        return new PatientKeys(secret == null ? UUID.randomUUID().toString() : secret);
    }

    @Bean
    IssuedCardWriter issuedCardWriter(Database database) {
        return new IssuedCardWriter(database, InstantSource.system());
    }

    @Bean
    Consumer<CallOutcome> cardsToWriteDown(IssuedCardWriter cards, PatientKeys keys) {
        return answered -> {
            var patient = answered.patient();
            if (patient != null && !answered.cards().isEmpty()) {
                answered.cards().forEach(card -> cards.add(issued(answered, card, patient, keys)));
            }
        };
    }

    private static IssuedCard issued(
            CallOutcome answered, CallOutcome.CreatedCard card, PatientRef patient, PatientKeys keys) {
        return new IssuedCard(
                card.uuid().toString(),
                InstantSource.system().instant(),
                answered.caller().name(),
                answered.service(),
                String.valueOf(answered.hookInstance()),
                keys.of(patient),
                keys.ofCondition(answered.caller(), answered.condition()),
                card.trace().stream()
                        .flatMap(it -> Stream.ofNullable(it.offered()))
                        .collect(Collectors.toSet()),
                card.trace().stream().map(RuleTrace::key).toList(),
                answered.caller().mode() == Caller.Mode.LIVE);
    }

    @Bean
    FeedbackLookup feedbackLookup(Database database, RlsProperties settings) {
        return new FeedbackLookup(
                database, settings.feedback().lookup(), settings.repeatAfter(), InstantSource.system());
    }

    @Bean
    Function<PatientRef, Supplier<Optional<PriorResponses>>> priorResponses(FeedbackLookup lookups, PatientKeys keys) {
        return patient -> {
            var lookup = lookups.start(keys.of(patient));
            return () -> lookup.get().map(history -> priorResponses(history, patient.caller(), keys));
        };
    }

    private static PriorResponses priorResponses(FeedbackLookup.History history, Caller caller, PatientKeys keys) {
        return new PriorResponses(
                history.overridden().stream()
                        .map(it -> declined(it, caller, keys))
                        .toList(),
                history.shown());
    }

    private static CardOverride declined(FeedbackLookup.OverriddenCard it, Caller caller, PatientKeys keys) {
        var reason = it.reason();
        var card = new CallOutcome.CreatedCard(UUID.fromString(it.card()), List.of());
        return new CardOverride(
                it.at(),
                reason == null ? null : new Code(reason.system(), reason.code()),
                it.tests().stream()
                        .filter(test ->
                                !it.accepted().contains(card.suggestion(test).toString()))
                        .collect(Collectors.toSet()),
                it.tests().size() == 1,
                condition -> Objects.equals(keys.ofCondition(caller, condition), it.conditionKey()));
    }

    @Bean
    ChartOpeningServices chartOpeningServices() {
        return new ChartOpeningServices(Set.of(HookService.WORKUP.id(), HookService.ENCOUNTER_START.id()));
    }

    @Bean
    CallCounter callCounter(Database database) {
        return new CallCounter(database, InstantSource.system());
    }

    @Bean
    DailyTotals dailyTotals(Database database) {
        return new DailyTotals(
                database,
                InstantSource.system(),
                (card, test) -> new CallOutcome.CreatedCard(UUID.fromString(card), List.of())
                        .suggestion(test)
                        .toString());
    }

    @Bean
    Retention retention(Database database, RlsProperties settings) {
        return new Retention(database, settings.feedback().retention(), InstantSource.system());
    }
}
