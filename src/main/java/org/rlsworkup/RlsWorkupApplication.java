package org.rlsworkup;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlsworkup.knowledge.load.PrintKnowledge;
import org.rlsworkup.knowledge.load.ValidateKnowledge;
import org.rlsworkup.sandbox.TrainingRun;
import org.rlsworkup.sandbox.load.LoadSamples;
import org.rlsworkup.trust.MakeClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * Starts the service. The excluded auto-configurations are replaced: {@link DatabaseConfiguration} opens the database
 * once the service is ready, and Spring Security applies to the operator pages only. Scanning finds configurations
 * only, which import everything else: looking at every class would cost a twentieth of the startup time.
 */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            OAuth2ClientAutoConfiguration.class,
            OAuth2ClientWebSecurityAutoConfiguration.class
        })
@ComponentScan(
        resourcePattern = "**/*Configuration.class",
        excludeFilters = {
            @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @Filter(type = FilterType.CUSTOM, classes = AutoConfigurationExcludeFilter.class)
        })
public class RlsWorkupApplication {
    private static final int WRONG_USAGE = 2;

    private interface Command {
        /** Returns the exit code. */
        int run(List<String> arguments, PrintStream out) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && !args[0].startsWith("--")) {
            System.exit(run(args[0], List.of(args).subList(1, args.length), System.out));
        }
        SpringApplication.run(RlsWorkupApplication.class, args);
    }

    private static SortedMap<String, Command> commands() {
        return new TreeMap<>(Map.of(
                "knowledge", PrintKnowledge::run,
                "load-samples", (arguments, out) -> LoadSamples.run(arguments, out, Clock.systemUTC()),
                "make-client", (arguments, out) -> MakeClient.run(arguments, out, Clock.systemUTC()),
                "move-feedback", FeedbackCommands::move,
                "onboarding", OnboardingConfiguration::run,
                "patient-hash", (arguments, out) -> FeedbackCommands.patientHash(arguments, System.in, out),
                "rekey-feedback", FeedbackCommands::rekey,
                "training-run", (arguments, out) -> trainingRun(out),
                "validate-knowledge", ValidateKnowledge::run));
    }

    /** Runs a command, and returns its exit code. A misspelt one is refused, as it would start a second service. */
    static int run(String name, List<String> arguments, PrintStream out) throws IOException, InterruptedException {
        var command = commands().get(name);
        if (command == null) {
            out.println("There is no command " + name + ". Commands: "
                    + String.join(", ", commands().keySet()));
            return WRONG_USAGE;
        }
        return command.run(arguments, out);
    }

    private static int trainingRun(PrintStream out) throws IOException, InterruptedException {
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class, "--spring.profiles.active=sandbox", "--server.port=0")) {
            var port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            return TrainingRun.run(port, out);
        }
    }
}
