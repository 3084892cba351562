package org.rlsworkup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class RlsWorkupApplication {
    public static void main(String[] args) {
        SpringApplication.run(RlsWorkupApplication.class, args);
    }
}
