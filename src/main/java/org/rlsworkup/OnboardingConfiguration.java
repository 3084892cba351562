package org.rlsworkup;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.CardLinks;
import org.rlsworkup.cdshooks.ClientKnowledge;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.onboarding.CapabilityCheck;
import org.rlsworkup.onboarding.OnboardingSheet;
import org.rlsworkup.onboarding.Vendor;
import org.rlsworkup.operators.OnboardingController.Sheets;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/** The sheet for the people who connect an EHR: as a page for operators, and as the command {@code onboarding}. */
@Configuration(proxyBeanMethods = false)
class OnboardingConfiguration {
    private static final int OK = 0;
    private static final int WRONG = 1;
    private static final int USAGE = 2;

    @Bean
    Sheets onboardingSheets(RlsProperties settings, Function<Caller, ClientKnowledge> models, CardLinks links) {
        return new Sheets(
                settings.clients().stream().map(ClientSettings::name).toList(),
                (client, vendor) -> sheet(settings, models, links, client, vendor));
    }

    private static Optional<OnboardingSheet> sheet(
            RlsProperties settings,
            Function<Caller, ClientKnowledge> models,
            CardLinks links,
            String name,
            Vendor vendor) {
        return settings.client(name).map(it -> {
            var caller = it.toCaller(settings.couldNotLook());
            return new OnboardingSheet(it.toClient(), caller, models.apply(caller), links, vendor);
        });
    }

    /** Reads the settings as the service does, and starts nothing else. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(RlsProperties.class)
    @Import(StrictSettings.class)
    static class SettingsAlone {}

    /** The settings for a command: {@code --name=value}, and what the service would read beside. */
    static ConfigurableApplicationContext settings(List<String> args, String... more) {
        return new SpringApplicationBuilder(SettingsAlone.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties("logging.level.root=off")
                .properties(more)
                .run(args.toArray(String[]::new));
    }

    /** What was asked for; settings of the service stay as they are. */
    private record SheetOptions(String client, Vendor vendor, boolean check, List<String> settings) {
        static @Nullable SheetOptions parse(List<String> args) {
            String client = null;
            var vendor = Optional.of(Vendor.GENERIC);
            var check = false;
            var settings = new ArrayList<String>();
            var rest = args.iterator();
            while (rest.hasNext()) {
                var arg = rest.next();
                switch (arg) {
                    case "--client" -> client = rest.hasNext() ? rest.next() : null;
                    case "--vendor" -> vendor = rest.hasNext() ? Vendor.of(rest.next()) : Optional.empty();
                    case "--check" -> check = true;
                    default -> settings.add(arg);
                }
            }
            return client == null || vendor.isEmpty() || !settings.stream().allMatch(it -> it.startsWith("--"))
                    ? null
                    : new SheetOptions(client, vendor.get(), check, settings);
        }
    }

    private static String unknown(String client, RlsProperties settings) {
        var names = settings.clients().stream().map(ClientSettings::name).toList();
        return """
            There is no client %1$s in rls.clients, %2$s.

            Settings are read as the service reads them: from application.yaml in this folder, or in the folder of
            --spring.config.additional-location=file:FOLDER/, from environment variables, and from --rls.SETTING=VALUE.
            To begin with a client of this machine:

                java -jar rls-workup.jar make-client --name %1$s
                java -jar rls-workup.jar onboarding --client %1$s --spring.config.additional-location=file:%1$s/\
            """.formatted(client, names.isEmpty() ? "which is empty" : "which has " + String.join(", ", names));
    }

    /** Writes the sheet of one client, and returns the exit code. */
    static int run(List<String> args, PrintStream out) {
        var options = SheetOptions.parse(args);
        if (options == null) {
            out.println("Usage: onboarding --client NAME [--vendor epic|oracle|athena|medplum|generic] [--check]"
                    + " [--rls.SETTING=VALUE ...]");
            return USAGE;
        }
        try (var context = settings(options.settings())) {
            var settings = context.getBean(RlsProperties.class);
            var links = new WorkupConfiguration().cardLinks(settings);
            var sheet = sheet(settings, new LiveKnowledge(settings), links, options.client(), options.vendor());
            if (sheet.isEmpty()) {
                out.println(unknown(options.client(), settings));
                return WRONG;
            }
            out.println(sheet.get().text());
            if (options.check()) {
                out.println("## FHIR servers\n");
                sheet.get()
                        .servers()
                        .forEach(base -> CapabilityCheck.of(base, sheet.get().searches())
                                .forEach(line -> out.println("- " + line)));
            }
            return OK;
        } catch (BeansException | IllegalArgumentException e) {
            out.println(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            return WRONG;
        }
    }
}
