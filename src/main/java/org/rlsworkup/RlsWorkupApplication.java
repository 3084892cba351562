package org.rlsworkup;

import java.time.Clock;
import java.util.List;
import org.rlsworkup.sandbox.LoadSamples;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class RlsWorkupApplication {
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("load-samples")) {
            var rest = List.of(args).subList(1, args.length);
            System.exit(LoadSamples.run(rest, System.out, Clock.systemUTC()));
        }
        SpringApplication.run(RlsWorkupApplication.class, args);
    }
}
