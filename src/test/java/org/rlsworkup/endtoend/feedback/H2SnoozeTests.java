package org.rlsworkup.endtoend.feedback;

import org.springframework.test.context.TestPropertySource;

/**
 * Declined tests on the embedded database, in a separate file, because other tests restart card ids at one.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:file:./target/h2/${random.uuid}")
class H2SnoozeTests extends SnoozeTests {}
