package org.rlsworkup;

import org.rlsworkup.fhir.OrderDrafts;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class RlsWorkupApplication {
    public static void main(String[] args) {
        // HAPI's model takes most of a second to load: meanwhile Spring starts on the other processor.
        Thread.ofPlatform().daemon().name("preload").start(OrderDrafts::preload);
        SpringApplication.run(RlsWorkupApplication.class, args);
    }
}
