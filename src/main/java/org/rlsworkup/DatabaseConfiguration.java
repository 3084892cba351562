package org.rlsworkup;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.rlsworkup.feedback.CallCounter;
import org.rlsworkup.feedback.DailyTotals;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.EarlierRows;
import org.rlsworkup.feedback.Replicas;
import org.rlsworkup.feedback.Retention;
import org.rlsworkup.feedback.SilentCards;
import org.rlsworkup.knowledge.CardRules;
import org.rlsworkup.knowledge.Knowledge;
import org.rlsworkup.operations.PatientKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
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
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** The database of feedback, how it is opened and checked, and what is done in it from time to time. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);
    private static final InstantSource CLOCK = InstantSource.system();
    /** Characters; enough to tell a few files apart. */
    private static final int CHECKSUM = 12;

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(30);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

    /** In seconds; the PostgreSQL driver has no default. */
    private static final String SOCKET_TIMEOUT = "10";

    /**
     * Opened when the service is ready; at once in the sandbox, where it is in memory, and where a user of H2 is
     * configured, who may lack the rights without which the service must not start.
     */
    @Bean
    Database feedbackDatabase(
            Environment environment, Replicas replicas, ObjectProvider<UnaryOperator<DataSource>> traced) {
        var database = new Database(
                () -> pool(environment), traced.getIfAvailable(UnaryOperator::identity), replicas::compare);
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

    static HikariDataSource pool(Environment environment) {
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
            SilentCards silent,
            LiveKnowledge live) {
        return ready -> {
            var unused = List.of(
                    tasks.scheduleWithFixedDelay(() -> check(database, ready.getApplicationContext()), CHECK_INTERVAL),
                    tasks.schedule(() -> sayWhatIsOld(database, live.shared().knowledge()), CLOCK.instant()),
                    tasks.scheduleWithFixedDelay(counts::flush, FLUSH_INTERVAL),
                    tasks.scheduleWithFixedDelay(totals::update, FLUSH_INTERVAL),
                    tasks.scheduleWithFixedDelay(retention::purge, PURGE_INTERVAL),
                    tasks.scheduleWithFixedDelay(silent::purge, PURGE_INTERVAL));
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
    Replicas replicas(
            RlsProperties settings,
            PatientKeys keys,
            LiveKnowledge live,
            @Value("${spring.application.version}") String version) {
        return new Replicas(() -> {
            var versions = live.versions();
            var shared = live.shared().knowledge();
            var sites = versions.entrySet().stream()
                    .map(it -> it.getKey() + " " + it.getValue().site())
                    .collect(Collectors.joining("\n"));
            return new Replicas.CheckValues(
                    version,
                    settings.patientKey() == null ? "none" : keys.check(),
                    keys.count(),
                    shared.version() + " " + checksum(String.valueOf(shared.file())),
                    checksum(sites));
        });
    }

    private static String checksum(String text) {
        return DigestUtils.sha256Hex(text).substring(0, CHECKSUM);
    }
}
