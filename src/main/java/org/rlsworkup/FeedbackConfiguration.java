package org.rlsworkup;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.rlsworkup.feedback.EarlierRows;
import org.rlsworkup.feedback.FeedbackLookup;
import org.rlsworkup.feedback.FeedbackStore;
import org.rlsworkup.feedback.IssuedCardWriter;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.feedback.insights.InsightsPage.InsightsSettings;
import org.rlsworkup.feedback.model.FeedbackBatch;
import org.rlsworkup.knowledge.CardRules;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.operations.PatientKeys;
import org.rlsworkup.operators.OperatorClaim;
import org.rlsworkup.operators.PatientKeyFunction;
import org.rlsworkup.sandbox.ResetTask;
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
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.Assert;

/** The database of feedback, and what is stored in it: issued cards, feedback, and counts of calls. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackConfiguration.class);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    /** In normal operation a card is stored after a few milliseconds. */
    private static final Duration CARD_QUEUED = Duration.ofSeconds(1);

    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(30);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

    /** In seconds; the PostgreSQL driver has no default. */
    private static final String SOCKET_TIMEOUT = "10";

    /**
     * Opened when the service is ready; at once in the sandbox, where it is in memory, and where a user of H2 is
     * configured, who may lack the rights without which the service must not start.
     */
    @Bean
    Database feedbackDatabase(Environment environment) {
        var database = new Database(() -> pool(environment));
        if (environment.acceptsProfiles(Profiles.of("sandbox")) || hasH2User(environment)) {
            database.check();
        }
        return database;
    }

    private static boolean hasH2User(Environment environment) {
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
        Database.prepare(pool);
        return pool;
    }

    /** Maintenance off the request path, on one thread, so that no two tasks run at the same time. */
    @Bean
    ThreadPoolTaskScheduler backgroundTasks() {
        var tasks = new ThreadPoolTaskScheduler();
        tasks.setThreadNamePrefix("background-");
        tasks.setDaemon(true);
        // Closing the application does not wait for a task: one of them may have closed it.
        tasks.setAcceptTasksAfterContextClose(true);
        tasks.setErrorHandler(failure ->
                LOG.warn("A background task failed: {}", failure.getClass().getSimpleName()));
        return tasks;
    }

    /** Connecting to the database and migrating it takes too long for the startup. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> feedbackTasks(
            TaskScheduler tasks,
            Database database,
            CallCounter counts,
            DailyTotals totals,
            Retention retention,
            Knowledge knowledge) {
        return ready -> {
            var unused = List.of(
                    tasks.scheduleWithFixedDelay(() -> check(database, ready.getApplicationContext()), CHECK_INTERVAL),
                    tasks.schedule(() -> sayWhatIsOld(database, knowledge), CLOCK.instant()),
                    tasks.scheduleWithFixedDelay(counts::flush, FLUSH_INTERVAL),
                    tasks.scheduleWithFixedDelay(totals::update, FLUSH_INTERVAL),
                    tasks.scheduleWithFixedDelay(retention::purge, PURGE_INTERVAL));
        };
    }

    private static void sayWhatIsOld(Database database, Knowledge knowledge) {
        var offered = knowledge.card().kinds().values().stream()
                .flatMap(kind -> kind.overrideReasons().stream())
                .map(CardRules.OverrideReason::code)
                .toList();
        EarlierRows.notices(
                        database,
                        CardRules.OverrideReason.SYSTEM,
                        offered,
                        knowledge.declined().otherDays())
                .forEach(LOG::warn);
    }

    /** Stops the service rather than acknowledging feedback that might be lost. */
    private static void check(Database database, ConfigurableApplicationContext context) {
        try {
            database.check();
        } catch (Database.NotDurableException failure) {
            LOG.error("Stopping: {}", failure.getMessage());
            System.exit(SpringApplication.exit(context, () -> 1));
        }
    }

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
        return new PatientKeys(secret == null ? UUID.randomUUID().toString() : secret);
    }

    @Bean
    PatientKeyFunction patientKeyFunction(PatientKeys keys, RlsProperties settings) {
        return (client, tenant, fhirServer, patient) -> {
            var caller = settings.clients().stream()
                    .filter(it -> it.name().equals(client))
                    .findFirst()
                    .map(it -> it.toCaller(settings.couldNotLook()))
                    .orElseGet(() -> Caller.of(client, server -> false))
                    .withTenant(tenant);
            var ref = PatientRef.of(caller, fhirServer, patient);
            // Of several servers one has to be named: the same id is another patient there.
            return ref.server().isEmpty() && !ref.isOnlyServer()
                    ? Set.of()
                    : Stream.of(keys.of(ref), keys.withoutServer(ref)).collect(Collectors.toSet());
        };
    }

    @Bean
    OperatorClaim operatorClaim(RlsProperties settings) {
        return settings.operators();
    }

    @Bean
    IssuedCardWriter issuedCardWriter(Database database) {
        return new IssuedCardWriter(database, CLOCK);
    }

    @Bean
    Consumer<CallOutcome> issuedCardListener(IssuedCardWriter cards, PatientKeys keys) {
        return answered -> {
            var patient = answered.patient();
            var user = answered.user();
            if (patient != null && user != null && !answered.cards().isEmpty()) {
                var records = new CardRecords(patient, keys);
                answered.cards().forEach(card -> cards.add(records.issued(answered, card, user, CLOCK.instant())));
            }
        };
    }

    @Bean
    FeedbackLookup feedbackLookup(Database database, RlsProperties settings, Knowledge knowledge) {
        var drafts = new FeedbackLookup.Drafts(
                HookService.ORDER_SELECT.id(),
                Duration.ofMinutes(knowledge.declined().draftMinutes()));
        return new FeedbackLookup(database, settings.feedback().lookup(), settings.repeatAfter(), drafts, CLOCK);
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
    InsightsSettings insightsSettings(Knowledge knowledge) {
        return new InsightsSettings(
                Set.of(HookService.WORKUP.id(), HookService.ENCOUNTER_START.id()),
                Set.copyOf(knowledge.declined().diagnosisWrong().of()));
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
    Retention retention(Database database, RlsProperties settings) {
        return new Retention(database, settings.feedback().retention(), CLOCK);
    }
}
