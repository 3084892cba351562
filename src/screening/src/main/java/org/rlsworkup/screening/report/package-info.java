/** What is told of the patients who were screened: rows, counts with small numbers hidden, and a page for people. */
@NullMarked
package org.rlsworkup.screening.report;

import org.jspecify.annotations.NullMarked;
