package org.rlsworkup.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/**
 * An application with our starters and nothing in it, to compare the start with. It is no {@code @Configuration}, so that
 * the scan of the real application passes it by.
 */
@EnableAutoConfiguration
public class EmptyApplication {
    public static void main(String[] args) {
        SpringApplication.run(EmptyApplication.class, args);
    }
}
