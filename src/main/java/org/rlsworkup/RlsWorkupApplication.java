package org.rlsworkup;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
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
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0) {
            var rest = List.of(args).subList(1, args.length);
            switch (args[0]) {
                case "load-samples" -> System.exit(LoadSamples.run(rest, System.out, Clock.systemUTC()));
                case "make-client" -> System.exit(MakeClient.run(rest, System.out, Clock.systemUTC()));
                case "validate-knowledge" -> System.exit(ValidateKnowledge.run(rest, System.out));
                case "move-feedback" -> System.exit(FeedbackCommands.move(rest, System.out));
                case "rekey-feedback" -> System.exit(FeedbackCommands.rekey(rest, System.out));
                case "knowledge" -> System.exit(PrintKnowledge.run(rest, System.out));
                case "onboarding" -> System.exit(OnboardingConfiguration.run(rest, System.out));
                case "training-run" -> System.exit(trainingRun());
                case "patient-hash" -> System.exit(FeedbackCommands.patientHash(rest, System.out));
                default -> refuse(args[0], System.out);
            }
        }
        SpringApplication.run(RlsWorkupApplication.class, args);
    }

    /** Or a misspelt command would start the service, beside the one that runs. */
    private static void refuse(String command, PrintStream out) {
        if (!command.startsWith("--")) {
            out.println("There is no command " + command
                    + ". Commands: knowledge, load-samples, make-client, move-feedback,"
                    + " onboarding, patient-hash, rekey-feedback, training-run, validate-knowledge");
            System.exit(2);
        }
    }

    private static int trainingRun() throws IOException, InterruptedException {
        try (var service = SpringApplication.run(
                RlsWorkupApplication.class, "--spring.profiles.active=sandbox", "--server.port=0")) {
            var port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            return TrainingRun.run(port, System.out);
        }
    }
}
