package org.rlsworkup.endtoend.feedback;

import org.springframework.test.context.TestPropertySource;

/**
 * Declined tests on the embedded database, in a file; of its own, because other tests count card ids from one again.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:file:./target/h2/${random.uuid}")
class H2SnoozeTests extends SnoozeTests {}
